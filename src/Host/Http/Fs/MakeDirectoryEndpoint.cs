using Microsoft.AspNetCore.Mvc;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;

namespace Sagas.Host.Http.Fs;

/// <summary><c>POST /fs/mkdir</c>.</summary>
internal static class MakeDirectoryEndpoint
{
    internal sealed record Body(string? Uri, string? Description);

    public static void Map(IEndpointRouteBuilder fs) => fs.MapPost("/mkdir", Post);

    static async Task<IResult> Post(
        Body body, HttpContext context, WriteRunner writes, double? timeout,
        [FromQuery(Name = "wait_seconds")] double? waitSeconds)
    {
        var caller = context.Caller();
        var times = WriteTimes.Of(timeout, waitSeconds);
        var uri = VikingUriParser.Parse(body.Uri, "uri", caller);
        // A scope is always there, and clients create it before anything else: the same answer as for any other.
        if (uri.IsScopeRoot)
            throw new ApiException(
                ErrorCode.Conflict, $"{uri} exists.", new Dictionary<string, object?> { ["resource"] = uri.Value });
        var command = new MakeDirectory
        {
            Uri = uri.Value,
            Description = body.Description,
            TransactionId = IdempotencyKey.Of(context),
            Account = caller.Account,
            User = caller.ActsAs(uri),
            WaitSeconds = times.LockWait,
        };
        var view = await writes.Run(context, command, times.End);
        return Answer.Ok(new { Uri = uri.Value, TransactionId = view.Id });
    }
}
