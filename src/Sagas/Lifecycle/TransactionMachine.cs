using MassTransit;

namespace Sagas.Lifecycle;

/// <summary>
/// The life of every transaction, whatever its operation: INIT → ACQUIRE → EXEC → COMMITTED → RELEASED, and the way
/// back. It sends one step after another and, when one fails, the undos in reverse order. What it decides is in
/// <see cref="TransactionBehaviors"/>; this is the table of what may happen when.
/// </summary>
/// <remarks>
/// Every state declares every event: one that comes when nobody waits for it is counted, never dropped silently and
/// never an error. Nothing here does I/O: it runs inside the writer.
/// </remarks>
public sealed partial class TransactionMachine : LifecycleMachine<TransactionState>
{
    readonly TransactionBehaviors _do;
    readonly LifecycleOptions _times;

    /// <summary>Declares the machine.</summary>
    public TransactionMachine(TransactionBehaviors behaviors, LifecycleOptions times, LifecycleMetrics metrics)
        : base(metrics, row => row.Phase)
    {
        _do = behaviors;
        _times = times;
        InstanceState(x => x.Phase);
        DeclareEvents();

        Initially(
            When(Begin).Then(_do.Record).IfElse(_do.IsRefused,
                Release,
                legal => Answered(legal.ThenAsync(_do.RequestLocks))));

        During(Acquire,
            Start(When(LocksGranted).Then(_do.TakeToken)),
            Release(When(LockWait.Received).Then(_do.GiveUpWaiting)),
            Release(When(Cancel).Then(_do.MarkCancelled)));

        During(Exec,
            When(StepCompleted).IfElse(_do.IsInFlight, now => Advance(now.Then(_do.MarkDone)), CountAsLate),
            When(StepProgress).IfElse(_do.IsInFlight, Follow, CountAsLate),
            When(StepFailed).IfElse(_do.IsInFlight, now => RollBack(now.Then(_do.MarkRefused)), CountAsLate),
            When(StepFaulted).IfElse(_do.IsInFlight, now => RollBack(now.Then(_do.MarkFaulted)), CountAsLate),
            When(StepTimer.Received).IfElse(_do.MaySendAgain,
                again => WatchStep(again.ThenAsync(_do.SendStepAgain)),
                silent => RollBack(silent.Then(_do.MarkSilent))),
            RollBack(When(ExecDeadline.Received).Then(_do.MarkTooLate)),
            RollBack(When(Cancel).Then(_do.MarkCancelled)));

        During(RollingBack,
            When(StepUndone).IfElse(_do.IsUndoing, now => UndoNext(now.Then(_do.MarkUndone)), CountAsLate),
            When(UndoFaulted).IfElse(_do.IsUndoing, now => UndoNext(now.Then(_do.MarkUndoFaulted)), CountAsLate),
            When(StepTimer.Received).IfElse(_do.MaySendUndoAgain,
                again => WatchStep(again.ThenAsync(_do.SendUndoAgain)),
                silent => UndoNext(silent.Then(_do.MarkUndoSilent))),
            WatchStep(When(Retry).ThenAsync(_do.SendUndoAgain)));

        During(Suspended,
            UndoNext(When(UndoRetry.Received).Then(_do.ReopenFailedUndos)),
            UndoNext(When(Retry).Then(_do.ReopenFailedUndos)),
            Release(When(Resolve).Then(_do.MarkResolved)));

        During(Released, CountAsLate(When(Begin).ThenAsync(_do.AnswerAgain)));

        CountLateEvents();
    }

    /// <summary>Waiting for locks.</summary>
    public State Acquire { get; } = null!;

    /// <summary>Steps run.</summary>
    public State Exec { get; } = null!;

    /// <summary>All steps done; passed through within one commit.</summary>
    public State Committed { get; } = null!;

    /// <summary>Steps are undone.</summary>
    public State RollingBack { get; } = null!;

    /// <summary>All undone; passed through within one commit.</summary>
    public State RolledBack { get; } = null!;

    /// <summary>An undo keeps failing.</summary>
    public State Suspended { get; } = null!;

    /// <summary>Ended.</summary>
    public State Released { get; } = null!;
}
