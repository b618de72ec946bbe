using Microsoft.AspNetCore.Mvc;
using Sagas.Consumers.Sessions;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Sessions;

/// <summary><c>GET /sessions/{id}</c>.</summary>
internal static class GetSessionEndpoint
{
    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapGet("/{id}", Get);

    static async Task<IResult> Get(
        string id, [FromQuery(Name = "auto_create")] bool? autoCreate, HttpContext context, CallerTree tree,
        ISessionLog log, ISessionArchives archives, SessionCreation creation)
    {
        var caller = context.Caller();
        var session = SessionId.OfRoute(id, caller);
        var stop = context.RequestAborted;
        // Waits for who holds it: what is not committed is not shown.
        await tree.Stat(session, stop);
        if (await log.Find(caller.Account, session, stop) is null && (autoCreate ?? false))
            await creation.Ensure(context, caller, session);
        var info = await log.Find(caller.Account, session, stop) ?? throw SessionId.NotFound(session);
        var live = await log.Count(caller.Account, session, stop) ?? throw SessionId.NotFound(session);
        var last = await archives.Last(caller.Account, session, stop);
        var totals = await archives.Totals(caller.Account, session, stop);
        return Answer.Ok(SessionAnswer.Of(session, info, live, last, totals));
    }
}
