using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Queries;

namespace Sagas.Host.Http.Transactions;

/// <summary>Which transactions a caller may know of: their own; the operator, all.</summary>
internal static class VisibleTransactions
{
    public static bool IsVisibleTo(this TransactionView view, Caller caller) =>
        caller.IsRoot || (view.Account == caller.Account && view.User == caller.User);

    /// <summary>The same as part of a question, so that a page is as full as its limit.</summary>
    public static TransactionFilter VisibleTo(this TransactionFilter filter, Caller caller) =>
        caller.IsRoot ? filter : filter with { Account = caller.Account, User = caller.User };

    /// <summary>What happens, without what is written: the arguments of a step hold whole files.</summary>
    public static TransactionView WithoutData(this TransactionView view) =>
        view with { Steps = [.. view.Steps.Select(step => step with { Arguments = null })] };

    /// <exception cref="ApiException">The id is unknown, somebody else's or no id at all.</exception>
    public static async Task<TransactionView> Visible(
        this ITransactionQueries queries, string id, string type, HttpContext context)
    {
        var view = TransactionId.TryParse(id, null, out var parsed)
            ? await queries.Find(parsed, context.RequestAborted)
            : null;
        return view?.IsVisibleTo(context.Caller()) == true ? view : throw ApiException.NotFound(id, type);
    }
}
