using Microsoft.AspNetCore.Mvc;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Reading;
using Sagas.Host.Http.Writing;
using Sagas.Queries;

namespace Sagas.Host.Http.Sessions;

/// <summary><c>DELETE /sessions/{id}</c>: the folder goes with its history; memories are elsewhere and stay.</summary>
internal static class DeleteSessionEndpoint
{
    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapDelete("/{id}", Delete);

    static async Task<IResult> Delete(
        string id, HttpContext context, CallerTree tree, ISessionLog log, ITransactionQueries queries,
        WriteRunner writes, double? timeout, [FromQuery(Name = "wait_seconds")] double? waitSeconds)
    {
        var caller = context.Caller();
        var times = WriteTimes.Of(timeout, waitSeconds);
        var session = SessionId.OfRoute(id, caller);
        var key = IdempotencyKey.Sent(context);
        await tree.Stat(session, context.RequestAborted);
        // A deletion that is sent again is the same one, and has found it.
        var isAgain = key is { } sent && await queries.Find(sent, context.RequestAborted) is not null;
        if (!isAgain && await log.Find(caller.Account, session, context.RequestAborted) is null)
            throw SessionId.NotFound(session);
        var command = new RemoveResource
        {
            Uri = session.Value,
            Recursive = true,
            TransactionId = key ?? IdempotencyKey.Of(context),
            Account = caller.Account,
            User = caller.User,
            WaitSeconds = times.LockWait,
        };
        var view = await writes.Run(context, command, times.End);
        return Answer.Ok(new { SessionId = session.Name, TransactionId = view.Id });
    }
}
