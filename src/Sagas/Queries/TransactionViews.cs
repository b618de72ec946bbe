using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.SessionCommit;

namespace Sagas.Queries;

/// <summary>Rows as callers see them.</summary>
internal static class TransactionViews
{
    public static TransactionView ToView(
        this TransactionState row, IReadOnlyList<StepView> steps, CommitState? commit,
        IEnumerable<TimerView> timers) => new()
        {
            Id = new TransactionId(row.CorrelationId),
            Operation = row.Operation,
            Phase = PhaseName.ToStored(row.Phase),
            Outcome = row.Outcome,
            Reason = row.Reason,
            Account = row.Account,
            User = row.User,
            Uris = row.Uris,
            Steps = steps,
            FencingToken = row.FencingToken,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            EndedAt = row.EndedAt,
            Commit = commit?.ToView(),
            Timers = [.. timers],
        };

    /// <summary>The steps with all that they hold.</summary>
    public static IReadOnlyList<StepView> Steps(this TransactionState row) =>
    [
        .. row.Steps(row.Plan.Steps.Select(step => step.Kind)).Select((view, i) => view with
        {
            Arguments = row.Plan.Steps[i].Arguments,
            Result = row.Journal.Steps[i].Result,
        }),
    ];

    /// <summary>The steps as a listing shows them, of a row without its plan.</summary>
    public static IReadOnlyList<StepView> Steps(this TransactionState row, IEnumerable<string> kinds) =>
    [
        .. kinds.Zip(row.Journal.Steps).Select((x, i) => new StepView(
            i, x.First, StatusName(x.Second.Status), x.Second.Attempts, Arguments: null, Result: null,
            x.Second.Error, x.Second.Progress)),
    ];

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
