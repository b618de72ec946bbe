using MassTransit;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.SessionCommit;

/// <summary>
/// What the machine does to a commit's row: each method one decision, named after it. Stateless, thread-safe.
/// </summary>
public sealed partial class CommitBehaviors(
    TimeProvider time, SessionCommitOptions times, LifecycleMetrics metrics, OutcomeReply reply)
{
    /// <summary>
    /// An id that another transaction has would be forwarded, never begun, and never answered: such a commit must not
    /// come into being.
    /// </summary>
    internal async Task<bool> IsIdTaken(BehaviorContext<CommitState> context) =>
        await context.GetPayload<IUnitOfWork>().Load<TransactionState>(context.Saga.CorrelationId) is not null;

    /// <summary>The transaction that archives keeps what there is to answer; until it has ended, it will.</summary>
    internal async Task AnswerAgain(BehaviorContext<CommitState, BeginTransaction> context)
    {
        var archive = await context.GetPayload<IUnitOfWork>().Load<TransactionState>(context.Saga.CorrelationId);
        if (archive is { EndedAt: not null })
            await reply.SendAgain(context, archive, time.GetUtcNow());
    }

    internal void Record(BehaviorContext<CommitState, BeginTransaction> context)
    {
        var (row, begin) = (context.Saga, context.Message);
        row.Account = begin.Account;
        row.User = begin.User;
        row.Session = begin.Uris.Count > 0 ? begin.Uris[0] : "";
        row.ReplyTo = begin.ReplyTo;
        row.RequestId = begin.RequestId;
        row.CreatedAt = row.UpdatedAt = time.GetUtcNow();
    }

    internal bool IsArchive(BehaviorContext<CommitState, TransactionReleased> context) =>
        context.Message.TransactionId.Value == context.Saga.CorrelationId;

    internal bool IsMemory(BehaviorContext<CommitState, TransactionReleased> context) =>
        context.Message.TransactionId.Value == context.Saga.MemoryId;

    internal bool IsCommitted(BehaviorContext<CommitState, TransactionReleased> context) =>
        context.Message.Outcome is TransactionOutcome.Committed;

    internal void TakeArchive(BehaviorContext<CommitState, TransactionReleased> context)
    {
        var (row, facts) = (context.Saga, ArchiveFacts.Of(SessionOf(context.Saga), context.Message));
        row.Archive = facts.Archive?.Value;
        row.Messages = facts.Count;
        row.SkippedBecause = facts.SkippedBecause;
        row.Previous = facts.Previous?.Value;
        Touch(row);
    }

    internal bool IsSkipped(BehaviorContext<CommitState> context) => context.Saga.Archive is null;

    /// <summary>The transaction may have archived before the cancel came to it: then the rest is not wanted.</summary>
    internal bool IsUnwanted(BehaviorContext<CommitState> context) => context.Saga.CancelledBy is not null;

    internal void RememberCancel(BehaviorContext<CommitState, CancelTransaction> context)
    {
        context.Saga.CancelledBy = context.Message.By;
        Touch(context.Saga);
    }

    internal bool HasPredecessor(BehaviorContext<CommitState> context) => context.Saga.Previous is not null;

    internal void MarkFailed(BehaviorContext<CommitState, TransactionReleased> context) =>
        context.Saga.Reason = context.Message.Reason;

    internal bool IsCurrent(BehaviorContext<CommitState, ExtractionBegun> context) =>
        context.Message.Attempt == context.Saga.Attempt;

    internal bool IsCurrent(BehaviorContext<CommitState, MemoriesExtracted> context) =>
        context.Message.Attempt == context.Saga.Attempt;

    internal bool IsCurrent(BehaviorContext<CommitState, ExtractionFailed> context) =>
        context.Message.Attempt == context.Saga.Attempt;

    internal bool IsCurrent(BehaviorContext<CommitState, Fault<ExtractMemories>> context) =>
        context.Message.Message.Attempt == context.Saga.Attempt;

    internal void MarkRunning(BehaviorContext<CommitState> context)
    {
        context.Saga.IsRunning = true;
        Touch(context.Saga);
    }

    internal void MarkRefused(BehaviorContext<CommitState, ExtractionFailed> context)
    {
        var (row, failed) = (context.Saga, context.Message);
        row.Reason = failed.Reason.Bounded();
        row.IsFinal = failed.IsFinal;
        Use(row, failed.Usage);
    }

    /// <summary>What an attempt has used is used, whatever came of it.</summary>
    static void Use(CommitState row, TokenUsage? usage)
    {
        if (usage is not null)
            row.Usage = usage.Plus(row.Usage);
    }

    internal void MarkFaulted(BehaviorContext<CommitState, Fault<ExtractMemories>> context) =>
        context.Saga.Reason = new Reason(ErrorCode.Internal, BoundedText.Of(context.Message));

    internal void MarkSilent(BehaviorContext<CommitState> context) =>
        context.Saga.Reason = new Reason(ErrorCode.DeadlineExceeded, context.Saga.IsRunning
            ? $"The extraction said nothing for {times.Extraction.TotalSeconds} s."
            : $"Nobody began the extraction within {times.Queue.TotalSeconds} s.");

    internal void MarkNotWritten(BehaviorContext<CommitState, TransactionReleased> context) =>
        context.Saga.Reason = context.Message.Reason ?? new Reason(
            ErrorCode.Aborted, $"The memories were not written: {context.Message.Outcome}.");

    internal bool MayTryAgain(BehaviorContext<CommitState> context) =>
        !context.Saga.IsFinal && AttemptOf(context.Saga) < times.Attempts;

    internal void Rest(BehaviorContext<CommitState> context)
    {
        var row = context.Saga;
        row.NextAt = time.GetUtcNow() + times.RetryAfter(AttemptOf(row));
        Touch(row);
    }

    internal void StartOver(BehaviorContext<CommitState> context)
    {
        var row = context.Saga;
        row.AttemptsBefore = row.Attempt;
        row.IsFinal = false;
        row.EndedAt = null;
        Touch(row);
    }

    internal void MarkCompleted(BehaviorContext<CommitState, TransactionReleased> context)
    {
        var row = context.Saga;
        row.Reason = null;
        row.Result = MemoryPlan.ResultOf(context.Message);
    }

    internal void Remember(BehaviorContext<CommitState, AskForTurn> context)
    {
        var (row, waiter) = (context.Saga, context.Message.Waiter.Value);
        if (!row.Waiters.Contains(waiter))
            row.Waiters = [.. row.Waiters, waiter];
    }

    internal void Count(BehaviorContext<CommitState> context)
    {
        var phase = context.Saga.Phase;
        context.GetPayload<IUnitOfWork>().AfterCommit(() => metrics.CommitEnded(phase));
    }

    /// <summary>Counted from the first, or from the last time that an operator asked for new ones.</summary>
    internal static int AttemptOf(CommitState row) => row.Attempt - row.AttemptsBefore;

    static VikingUri SessionOf(CommitState row) => VikingUriParser.Parse(row.Session, nameof(row.Session));

    void Touch(CommitState row) => row.UpdatedAt = time.GetUtcNow();
}
