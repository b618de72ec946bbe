using Microsoft.AspNetCore.Mvc;
using Sagas.Consumers.Sessions;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Sessions;

/// <summary><c>GET /sessions/{id}/context</c>: what a model should read to go on.</summary>
internal static class ContextEndpoint
{
    const long BudgetDefault = 128_000;

    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapGet("/{id}/context", Get);

    static async Task<IResult> Get(
        string id, [FromQuery(Name = "token_budget")] long? tokenBudget, HttpContext context, CallerTree tree,
        ISessionLog log, ISessionArchives archives)
    {
        if (tokenBudget < 0)
            throw ApiException.Invalid("token_budget", "is negative");
        var caller = context.Caller();
        var session = SessionId.OfRoute(id, caller);
        // Waits for who holds it: messages in flight would be seen twice, or not at all.
        await tree.Stat(session, context.RequestAborted);
        if (await log.Find(caller.Account, session, context.RequestAborted) is null)
            throw SessionId.NotFound(session);
        var reading = new SessionContext(tree, log, archives, session, tokenBudget ?? BudgetDefault);
        return Answer.Ok(await reading.Read(context.RequestAborted));
    }
}
