using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Queries;

namespace Sagas.Host.Http.Transactions;

/// <summary><c>/api/v1/transactions…</c> and <c>/api/v1/locks</c>: what operators look at.</summary>
internal static class TransactionRoutes
{
    const int LimitDefault = 50;
    const int LimitMax = 1000;

    public static void MapTransactions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions", List);
        api.MapGet("/transactions/{id}", Get);
        api.MapGet("/locks", Locks);
        ControlEndpoints.Map(api);
    }

    static async Task<IResult> Get(
        string id, HttpContext context, ITransactionQueries queries, ApiKeyTable keys)
    {
        var view = await queries.Visible(id, "transaction", context);
        return Answer.Ok(keys.IsOperators(context.Caller()) ? view.WithoutData() : view);
    }

    static async Task<IResult> List(
        string? phase, string? outcome, string? operation, string? uri, int? limit, string? cursor,
        HttpContext context, ITransactionQueries queries)
    {
        var wanted = limit ?? LimitDefault;
        if (wanted is < 1 or > LimitMax)
            throw ApiException.Invalid("limit", $"is {wanted}; legal are 1 to {LimitMax}");
        var filter = new TransactionFilter(
            OneOf(phase?.ToUpperInvariant(), "phase", Phases), OneOf(outcome, "outcome", Outcomes), operation, uri,
            wanted, CursorOf(cursor));
        return Answer.Ok(await queries.List(filter.VisibleTo(context.Caller()), context.RequestAborted));
    }

    static TransactionCursor? CursorOf(string? text) => string.IsNullOrEmpty(text) ? null
        : TransactionCursor.TryParse(text, out var cursor) ? cursor
        : throw ApiException.Invalid("cursor", "is none; legal is next_cursor of the page before");

    static async Task<IResult> Locks(HttpContext context, ITransactionQueries queries)
    {
        var caller = context.Caller();
        var locks = await queries.Locks(context.RequestAborted);
        return Answer.Ok(locks
            .Where(held => caller.IsRoot || (held.Account == caller.Account && caller.MaySee(held.Uri)))
            .ToList());
    }

    static string? OneOf(string? value, string field, string[] legal) => value is null || legal.Contains(value)
        ? value
        : throw ApiException.Invalid(field, $"is '{value}'; legal are {string.Join(", ", legal)}");

    static readonly string[] Phases =
    [
        TransactionPhase.Init, TransactionPhase.Acquire, TransactionPhase.Exec, TransactionPhase.Committed,
        TransactionPhase.RollingBack, TransactionPhase.RolledBack, TransactionPhase.Suspended,
        TransactionPhase.Released,
    ];

    static readonly string[] Outcomes =
    [
        TransactionOutcome.Committed, TransactionOutcome.RolledBack, TransactionOutcome.Busy,
        TransactionOutcome.Rejected, TransactionOutcome.Cancelled,
    ];
}
