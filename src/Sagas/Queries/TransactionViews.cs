using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.SessionCommit;

namespace Sagas.Queries;

/// <summary>Rows as callers see them.</summary>
internal static class TransactionViews
{
    public static TransactionView ToView(
        this TransactionState row, CommitState? commit, IEnumerable<TimerView> timers) => new()
        {
            Id = new TransactionId(row.CorrelationId),
            Operation = row.Operation,
            Phase = PhaseName.ToStored(row.Phase),
            Outcome = row.Outcome,
            Reason = row.Reason,
            Account = row.Account,
            User = row.User,
            Uris = row.Uris,
            Steps = row.Plan.Steps.Zip(row.Journal.Steps, (step, record) => (step, record))
            .Select((x, i) => new StepView(
                i, x.step.Kind, StatusName(x.record.Status), x.record.Attempts, x.step.Arguments, x.record.Result,
                x.record.Error, x.record.Progress))
            .ToList(),
            FencingToken = row.FencingToken,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            EndedAt = row.EndedAt,
            Commit = commit?.ToView(),
            Timers = [.. timers],
        };

    static SessionCommitView ToView(this CommitState row) => new()
    {
        Phase = CommitPhaseName.ToStored(row.Phase),
        Archive = row.Archive,
        Messages = row.Messages,
        SkippedBecause = row.SkippedBecause,
        Attempt = row.Attempt,
        NextAt = row.NextAt,
        MemoryTransaction = row.MemoryId is { } id ? new TransactionId(id) : null,
        Extracted = row.Result?.Extracted,
        Known = row.Result?.Known ?? 0,
        Dropped = row.Result?.Dropped ?? 0,
        Usage = row.Usage ?? TokenUsage.None,
        Reason = row.Reason,
        UpdatedAt = row.UpdatedAt,
        EndedAt = row.EndedAt,
    };

    static string StatusName(StepStatus status) => status is StepStatus.UndoFailed
        ? "undo_failed"
        : status.ToString().ToLowerInvariant();
}
