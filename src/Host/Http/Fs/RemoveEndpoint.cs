using Microsoft.AspNetCore.Mvc;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;
using Sagas.Queries;

namespace Sagas.Host.Http.Fs;

/// <summary><c>DELETE /fs</c>.</summary>
internal static class RemoveEndpoint
{
    public static void Map(IEndpointRouteBuilder fs) => fs.MapDelete("", Delete);

    static async Task<IResult> Delete(
        string? uri, bool? recursive, bool? wait, double? timeout,
        [FromQuery(Name = "wait_seconds")] double? waitSeconds,
        HttpContext context, SettledWrites writes, IVectorIndex index)
    {
        var caller = context.Caller();
        var times = WriteTimes.Of(timeout, waitSeconds);
        var parsed = WriteUri.Parse(uri, "uri", caller);
        var id = IdempotencyKey.Of(context);
        var count = await index.Count(caller.Account, parsed, context.RequestAborted);
        var command = new RemoveResource
        {
            Uri = parsed.Value,
            Recursive = recursive ?? false,
            TransactionId = id,
            Account = caller.Account,
            User = caller.ActsAs(parsed),
            WaitSeconds = times.LockWait,
        };
        var view = await writes.Run(context, command, times.End, settle: wait ?? false);
        return Answer.Ok(new
        {
            Uri = parsed.Value,
            EstimatedDeletedCount = CountOf(view) ?? count,
            SemanticRootUri = parsed.Parent?.Value,
            SemanticStatus = wait ?? false ? "complete" : "queued",
            TransactionId = id,
        });
    }

    // What the step itself counted; a request that is sent again finds nothing left to count.
    static int? CountOf(TransactionView view) =>
        view.ResultOf(QueueName.Of<RemoveEntries>()) is { ValueKind: System.Text.Json.JsonValueKind.Object } facts
        && facts.TryGetProperty("count", out var count) && count.TryGetInt32(out var number)
            ? number
            : null;
}
