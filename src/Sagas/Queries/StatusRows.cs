using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.SessionCommit;

namespace Sagas.Queries;

/// <summary><see cref="TransactionStatus.Of"/> in SQL, so that a page is as full as its limit.</summary>
internal static class StatusRows
{
    static readonly string Init = PhaseName.ToState(TransactionPhase.Init);
    static readonly string Acquire = PhaseName.ToState(TransactionPhase.Acquire);
    static readonly string Released = PhaseName.ToState(TransactionPhase.Released);

    public static IQueryable<TransactionState> In(
        this IQueryable<TransactionState> rows, SagasDbContext db, string status) =>
        from row in rows
        join joined in db.SessionCommits.AsNoTracking()
            on row.CorrelationId equals joined.CorrelationId into commits
        from commit in commits.DefaultIfEmpty()
        let own = row.Phase == Init || row.Phase == Acquire ? TransactionStatus.Pending
            : row.Phase != Released ? TransactionStatus.Running
            : row.Outcome == TransactionOutcome.Committed ? TransactionStatus.Completed
            : row.Outcome == TransactionOutcome.Cancelled ? TransactionStatus.Cancelled
            : TransactionStatus.Failed
        let whole = commit == null || commit.Phase == nameof(CommitMachine.Failed) ? own
            : commit.Phase == nameof(CommitMachine.Archiving)
                ? own == TransactionStatus.Completed ? TransactionStatus.Running : own
            : commit.Phase == nameof(CommitMachine.Completed) || commit.Phase == nameof(CommitMachine.Skipped)
                ? TransactionStatus.Completed
            : commit.Phase == nameof(CommitMachine.ExtractionFailed) ? TransactionStatus.Failed
            : commit.Phase == nameof(CommitMachine.Cancelled) ? TransactionStatus.Cancelled
            : TransactionStatus.Running
        where whole == status
        select row;
}
