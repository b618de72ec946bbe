using Microsoft.AspNetCore.Mvc;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;

namespace Sagas.Host.Http.Fs;

/// <summary><c>POST /fs/mv</c>.</summary>
internal static class MoveEndpoint
{
    internal sealed record Body(string? FromUri, string? ToUri);

    public static void Map(IEndpointRouteBuilder fs) => fs.MapPost("/mv", Post);

    static async Task<IResult> Post(
        Body body, HttpContext context, WriteRunner writes, double? timeout,
        [FromQuery(Name = "wait_seconds")] double? waitSeconds)
    {
        var caller = context.Caller();
        var times = WriteTimes.Of(timeout, waitSeconds);
        var source = WriteUri.Parse(body.FromUri, "from_uri", caller);
        var destination = WriteUri.Parse(body.ToUri, "to_uri", caller);
        if (source.Contains(destination))
            throw ApiException.Invalid("to_uri", "is the source itself or lies inside it");
        var command = new MoveResource
        {
            Source = source.Value,
            Destination = destination.Value,
            TransactionId = IdempotencyKey.Of(context),
            Account = caller.Account,
            User = caller.ActsAs(source, destination),
            WaitSeconds = times.LockWait,
        };
        var view = await writes.Run(context, command, times.End);
        return Answer.Ok(new { From = source.Value, To = destination.Value, TransactionId = view.Id });
    }
}
