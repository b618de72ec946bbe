using MassTransit;
using Sagas.Contracts;

namespace Sagas.Lifecycle;

public sealed partial class TransactionMachine
{
    /// <summary>A command was accepted and planned.</summary>
    public Event<BeginTransaction> Begin { get; } = null!;

    /// <summary>A release has made room for the locks.</summary>
    public Event<LocksGranted> LocksGranted { get; } = null!;

    /// <summary>A step is done.</summary>
    public Event<StepCompleted> StepCompleted { get; } = null!;

    /// <summary>A long step is alive.</summary>
    public Event<StepProgress> StepProgress { get; } = null!;

    /// <summary>A participant refused a step.</summary>
    public Event<StepFailed> StepFailed { get; } = null!;

    /// <summary>A participant gave up on a step: its outcome is unknown.</summary>
    public Event<Fault<ExecuteStep>> StepFaulted { get; } = null!;

    /// <summary>A step is undone.</summary>
    public Event<StepUndone> StepUndone { get; } = null!;

    /// <summary>A participant gave up on an undo.</summary>
    public Event<Fault<CompensateStep>> UndoFaulted { get; } = null!;

    /// <summary>Somebody wants it to give up.</summary>
    public Event<CancelTransaction> Cancel { get; } = null!;

    /// <summary>An operator wants the failed undos tried now, or the one under way sent again.</summary>
    public Event<RetryTransaction> Retry { get; } = null!;

    /// <summary>An operator has put things right by hand.</summary>
    public Event<ResolveTransaction> Resolve { get; } = null!;

    /// <summary>The wait for locks.</summary>
    public Schedule<TransactionState, LockWaitExpired> LockWait { get; } = null!;

    /// <summary>The silence of a step or an undo.</summary>
    public Schedule<TransactionState, StepTimedOut> StepTimer { get; } = null!;

    /// <summary>The execution as a whole.</summary>
    public Schedule<TransactionState, ExecDeadlineReached> ExecDeadline { get; } = null!;

    /// <summary>The rest between rounds of undo.</summary>
    public Schedule<TransactionState, UndoRetryDue> UndoRetry { get; } = null!;

    void DeclareEvents()
    {
        Declare(() => Begin, x => x.CorrelateById(m => m.Message.TransactionId.Value));
        Expect(() => LocksGranted, m => m.TransactionId);
        Expect(() => StepCompleted, m => m.TransactionId);
        Expect(() => StepProgress, m => m.TransactionId);
        Expect(() => StepFailed, m => m.TransactionId);
        Expect(() => StepFaulted, m => m.Message.TransactionId);
        Expect(() => StepUndone, m => m.TransactionId);
        Expect(() => UndoFaulted, m => m.Message.TransactionId);
        Expect(() => Cancel, m => m.TransactionId);
        Expect(() => Retry, m => m.TransactionId);
        Expect(() => Resolve, m => m.TransactionId);
        Watch(() => LockWait, x => x.LockWaitToken, m => m.TransactionId, row => TimeSpan.FromSeconds(row.WaitSeconds));
        Watch(() => StepTimer, x => x.StepTimerToken, m => m.TransactionId, _ => _times.Step);
        Watch(() => ExecDeadline, x => x.ExecDeadlineToken, m => m.TransactionId, _ => _times.Exec);
        Watch(() => UndoRetry, x => x.UndoRetryToken, m => m.TransactionId,
            row => _times.UndoRetryAfter(row.UndoRounds));
    }
}
