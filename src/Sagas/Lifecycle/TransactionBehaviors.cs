using MassTransit;
using Sagas.Contracts;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Lifecycle;

/// <summary>
/// What the machine does to a transaction's row: each method one decision, named after it. Stateless, thread-safe.
/// </summary>
public sealed partial class TransactionBehaviors(
    TimeProvider time, LifecycleOptions times, LifecycleMetrics metrics, EndSignals signals,
    OutcomeReply reply)
{
    internal void Record(BehaviorContext<TransactionState, BeginTransaction> context)
    {
        var (row, begin) = (context.Saga, context.Message);
        row.Operation = begin.Operation;
        row.Account = begin.Account;
        row.User = begin.User;
        row.Uris = begin.Uris;
        row.Plan = new Plan(begin.Locks, begin.Steps, begin.PostActions);
        row.Journal = Journal.Empty(begin.Steps.Count);
        row.ReplyTo = begin.ReplyTo;
        row.RequestId = begin.RequestId;
        row.CreatedAt = row.UpdatedAt = time.GetUtcNow();
        if (begin.Refusal is { } refusal)
            Decide(row, TransactionOutcome.Rejected, refusal);
    }

    internal bool IsRefused(BehaviorContext<TransactionState> context) =>
        context.Saga.Outcome is TransactionOutcome.Rejected;

    internal async Task RequestLocks(BehaviorContext<TransactionState, BeginTransaction> context)
    {
        var row = context.Saga;
        row.WaitSeconds = context.Message.WaitSeconds ?? times.LockWait.TotalSeconds;
        var answer = await context.GetPayload<IUnitOfWork>().Locks.Request(
            new TransactionId(row.CorrelationId), row.Plan.Locks, row.WaitSeconds > 0 ? times.WaitersMax : 0,
            row.CreatedAt);
        row.FencingToken = answer.Token?.Value;
        if (answer is { IsGranted: false, BlockedPath: { } path })
            row.Reason = Busy(path, answer.Blocker);
        if (answer is { IsGranted: false, Waiting: false })
            row.Outcome = TransactionOutcome.Busy;
    }

    internal bool HasLocks(BehaviorContext<TransactionState> context) => context.Saga.FencingToken is not null;

    internal bool IsWaiting(BehaviorContext<TransactionState> context) => context.Saga.Outcome is null;

    internal void TakeToken(BehaviorContext<TransactionState, LocksGranted> context)
    {
        context.Saga.FencingToken = context.Message.Token.Value;
        context.Saga.Reason = null;
    }

    /// <summary>The reason was written when the wait began: it names who stood in the way.</summary>
    internal void GiveUpWaiting(BehaviorContext<TransactionState> context) =>
        context.Saga.Outcome = TransactionOutcome.Busy;

    internal void MarkDone(BehaviorContext<TransactionState, StepCompleted> context) =>
        Change(context, j => j.WithDone(context.Message.Step, context.Message.Result));

    internal void MarkProgress(BehaviorContext<TransactionState, StepProgress> context)
    {
        var (_, step, done, total, unit) = context.Message;
        Change(context, j => j.WithProgress(step, new Progress(done, total, unit)));
    }

    internal void MarkCommitted(BehaviorContext<TransactionState> context) =>
        Decide(context.Saga, TransactionOutcome.Committed, reason: null);

    internal void MarkRefused(BehaviorContext<TransactionState, StepFailed> context)
    {
        var (step, reason) = (context.Message.Step, context.Message.Reason.Bounded());
        Change(context, j => j.WithFailed(step, reason.Message));
        Decide(context.Saga, TransactionOutcome.RolledBack, reason with { Step = step });
    }

    internal void MarkFaulted(BehaviorContext<TransactionState, Fault<ExecuteStep>> context)
    {
        var (step, why) = (context.Message.Message.Step, BoundedText.Of(context.Message));
        Change(context, j => j.WithFailed(step, why));
        Decide(context.Saga, TransactionOutcome.RolledBack, new Reason(ErrorCode.Internal, why) { Step = step });
    }

    internal void MarkSilent(BehaviorContext<TransactionState> context)
    {
        var row = context.Saga;
        var step = row.Journal.InFlight!.Value;
        var why = $"Step {step} ({row.Plan.Steps[step].Kind}) gave no answer within "
            + $"{Limits.StepAttemptsMax} x {times.Step.TotalSeconds} s.";
        Change(context, j => j.WithFailed(step, why));
        Decide(row, TransactionOutcome.RolledBack, new Reason(ErrorCode.DeadlineExceeded, why) { Step = step });
    }

    internal void MarkTooLate(BehaviorContext<TransactionState> context) =>
        Decide(context.Saga, TransactionOutcome.RolledBack, new Reason(
            ErrorCode.DeadlineExceeded, $"The execution took longer than {times.Exec.TotalSeconds} s.")
        { Step = context.Saga.Journal.InFlight });

    internal void MarkCancelled(BehaviorContext<TransactionState, CancelTransaction> context) =>
        Decide(context.Saga, TransactionOutcome.Cancelled, new Reason(
            ErrorCode.Aborted, $"Cancelled by {context.Message.By}."));

    internal void MarkUndone(BehaviorContext<TransactionState, StepUndone> context) =>
        Change(context, j => j.WithUndone(context.Message.Step, context.Message.NothingToUndo));

    internal void MarkUndoFaulted(BehaviorContext<TransactionState, Fault<CompensateStep>> context) =>
        Change(context, j => j.WithUndoFailed(context.Message.Message.Step, BoundedText.Of(context.Message)));

    internal void MarkUndoSilent(BehaviorContext<TransactionState> context) =>
        Change(context, j => j.WithUndoFailed(j.Undoing!.Value, "The undo gave no answer in time."));

    internal void ReopenFailedUndos(BehaviorContext<TransactionState> context) =>
        Change(context, j => j.WithFailedUndosReopened());

    internal void MarkResolved(BehaviorContext<TransactionState, ResolveTransaction> context)
    {
        var row = context.Saga;
        var because = row.Reason ?? new Reason(ErrorCode.Aborted, "Undone.");
        row.Reason = because with
        {
            Message = $"{because.Message} Resolved by {context.Message.By}: {context.Message.Reason}",
        };
    }

    internal async Task Suspend(BehaviorContext<TransactionState> context)
    {
        var row = context.Saga;
        row.UndoRounds++;
        row.UpdatedAt = time.GetUtcNow();
        context.GetPayload<IUnitOfWork>().AfterCommit(() => metrics.Suspended(row.Operation));
        await context.Publish(new TransactionSuspended(
            new(row.CorrelationId), row.Operation, row.Account, row.Uris, row.Reason, row.CreatedAt, row.UpdatedAt));
    }

    static void Decide(TransactionState row, string outcome, Reason? reason)
    {
        row.Outcome = outcome;
        row.Reason = reason;
    }

    void Change(BehaviorContext<TransactionState> context, Func<Journal, Journal> change)
    {
        context.Saga.Journal = change(context.Saga.Journal);
        context.Saga.UpdatedAt = time.GetUtcNow();
    }

    static Reason Busy(PathLock path, TransactionId? holder) => new(
        ErrorCode.Conflict,
        $"{path.Uri} is locked by transaction {holder}.",
        new Dictionary<string, string>
        {
            ["resource"] = path.Uri.Value,
            ["uri"] = path.Uri.Value,
            ["conflict_type"] = "path_busy",
            ["retryable"] = "true",
            ["holder"] = holder?.ToString() ?? "",
        });
}
