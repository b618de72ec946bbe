using Sagas.Lifecycle;

namespace Sagas.Queries;

/// <summary>Rows as a listing reads them.</summary>
internal static class ListedRows
{
    /// <summary>A plan holds what is written, up to a megabyte a step: a thousand of them do not fit into memory.
    /// </summary>
    public static IQueryable<TransactionState> WithoutPlan(this IQueryable<TransactionState> rows) =>
        rows.Select(row => new TransactionState
        {
            CorrelationId = row.CorrelationId,
            Phase = row.Phase,
            Operation = row.Operation,
            Account = row.Account,
            User = row.User,
            Uris = row.Uris,
            Journal = row.Journal,
            Outcome = row.Outcome,
            Reason = row.Reason,
            FencingToken = row.FencingToken,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            EndedAt = row.EndedAt,
            LockWaitToken = row.LockWaitToken,
            StepTimerToken = row.StepTimerToken,
            ExecDeadlineToken = row.ExecDeadlineToken,
            UndoRetryToken = row.UndoRetryToken,
        });
}
