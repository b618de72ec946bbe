using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Http.Transactions;

/// <summary>
/// <c>POST /transactions/{id}/cancel|retry|resolve</c>: the request is durable when it is answered; what becomes of
/// it is seen in the transaction.
/// </summary>
internal static class ControlEndpoints
{
    internal sealed record ResolveBody(string? Reason);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/transactions/{id}/cancel", Cancel);
        api.MapPost("/transactions/{id}/retry", Retry);
        api.MapPost("/transactions/{id}/resolve", Resolve);
    }

    static async Task<IResult> Cancel(
        string id, HttpContext context, ITransactionQueries queries, ITransactionClient client)
    {
        var view = await queries.Visible(id, "transaction", context);
        await client.Cancel(view, context.Caller().User, context.RequestAborted);
        return Accepted(context, view);
    }

    static async Task<IResult> Retry(
        string id, HttpContext context, ITransactionQueries queries, ITransactionClient client)
    {
        var view = await queries.Visible(id, "transaction", context);
        var retry = new RetryTransaction(view.Id, context.Caller().User);
        if (view.Commit?.Phase is SessionCommitPhase.Resting or SessionCommitPhase.ExtractionFailed)
        {
            await client.ControlCommit(retry, context.RequestAborted);
            return Accepted(context, view);
        }
        Require(view, TransactionPhase.RollingBack, TransactionPhase.Suspended);
        await client.Control(retry, context.RequestAborted);
        return Accepted(context, view);
    }

    static async Task<IResult> Resolve(
        string id, ResolveBody body, HttpContext context, ITransactionQueries queries, ITransactionClient client)
    {
        var view = await queries.Visible(id, "transaction", context);
        if (string.IsNullOrWhiteSpace(body.Reason))
            throw ApiException.Invalid("reason", "is missing: say what was put right by hand");
        if (body.Reason.Length > Limits.MessageLengthMax)
            throw ApiException.Invalid("reason", $"has more than {Limits.MessageLengthMax} characters");
        Require(view, TransactionPhase.Suspended);
        await client.Control(
            new ResolveTransaction(view.Id, context.Caller().User, body.Reason), context.RequestAborted);
        return Accepted(context, view);
    }

    internal static void Require(TransactionView view, params string[] phases)
    {
        if (!phases.Contains(view.Phase))
            throw new ApiException(
                ErrorCode.FailedPrecondition,
                $"The transaction is {view.Phase}; this needs {string.Join(" or ", phases)}.",
                new Dictionary<string, object?> { ["resource"] = view.Id.ToString(), ["phase"] = view.Phase });
    }

    static IResult Accepted(HttpContext context, TransactionView view)
    {
        context.Response.Headers[Writing.WriteRunner.IdHeader] = view.Id.ToString();
        return Answer.Ok(new { TransactionId = view.Id, view.Phase, Accepted = true });
    }
}
