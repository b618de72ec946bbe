using Sagas.Contracts;
using Sagas.Host.Http.TaskRecords;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Http.Transactions;

/// <summary>Hands in a cancel while it still has an effect: for a transaction and for the task that it is.</summary>
internal static class Cancelling
{
    /// <exception cref="ApiException">It is too late.</exception>
    public static Task Cancel(
        this ITransactionClient client, TransactionView view, string by, CancellationToken cancellationToken)
    {
        var cancel = new CancelTransaction(view.Id, by);
        if (view.Commit is { } commit && CommitTask.MayCancel(commit))
            return client.ControlCommit(cancel, cancellationToken);
        ControlEndpoints.Require(view, TransactionPhase.Init, TransactionPhase.Acquire, TransactionPhase.Exec);
        return client.Control(cancel, cancellationToken);
    }
}
