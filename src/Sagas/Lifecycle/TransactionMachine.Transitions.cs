using MassTransit;
using Sagas.Contracts;

namespace Sagas.Lifecycle;

/// <content>The transitions that several events share.</content>
public sealed partial class TransactionMachine
{
    /// <summary>After the request for locks: go, wait, or be told that it is busy.</summary>
    EventActivityBinder<TransactionState, T> Answered<T>(EventActivityBinder<TransactionState, T> requested)
        where T : class
        => requested.IfElse(_do.HasLocks,
            Start,
            blocked => blocked.IfElse(_do.IsWaiting,
                waiting => waiting.Schedule(LockWait, x => new LockWaitExpired(Id(x))).TransitionTo(Acquire),
                Release));

    EventActivityBinder<TransactionState, T> Start<T>(EventActivityBinder<TransactionState, T> granted)
        where T : class
        => WatchExec(WatchStep(granted.Unschedule(LockWait).ThenAsync(_do.SendNextStep))).TransitionTo(Exec);

    EventActivityBinder<TransactionState, T> Advance<T>(EventActivityBinder<TransactionState, T> done)
        where T : class
        => done.IfElse(_do.HasNextStep,
            next => WatchStep(next.ThenAsync(_do.SendNextStep)),
            all => Release(all.Then(_do.MarkCommitted).TransitionTo(Committed)));

    /// <summary>A long step is alive: its timers begin anew, and whoever asks is told how far it is.</summary>
    EventActivityBinder<TransactionState, StepProgress> Follow(
        EventActivityBinder<TransactionState, StepProgress> alive) =>
        WatchExec(WatchStep(alive.Then(_do.MarkProgress)));

    EventActivityBinder<TransactionState, T> RollBack<T>(EventActivityBinder<TransactionState, T> failed)
        where T : class
        => UndoNext(failed.Unschedule(ExecDeadline));

    /// <summary>The next undo of this round; after the last, the end, or a rest when one has failed.</summary>
    EventActivityBinder<TransactionState, T> UndoNext<T>(EventActivityBinder<TransactionState, T> ready)
        where T : class
        => ready.IfElse(_do.HasNextUndo,
            next => WatchStep(next.Unschedule(UndoRetry).ThenAsync(_do.SendNextUndo)).TransitionTo(RollingBack),
            over => over.IfElse(_do.HasFailedUndo,
                Suspend,
                undone => Release(undone.TransitionTo(RolledBack))));

    EventActivityBinder<TransactionState, T> Suspend<T>(EventActivityBinder<TransactionState, T> failed)
        where T : class
        => failed
            .Unschedule(StepTimer)
            .ThenAsync(_do.Suspend)
            .Schedule(UndoRetry, x => new UndoRetryDue(Id(x)))
            .TransitionTo(Suspended);

    /// <summary>The end of every way: timers gone, locks free, post-actions and events in the outbox.</summary>
    EventActivityBinder<TransactionState, T> Release<T>(EventActivityBinder<TransactionState, T> decided)
        where T : class
        => decided
            .Unschedule(LockWait)
            .Unschedule(StepTimer)
            .Unschedule(ExecDeadline)
            .Unschedule(UndoRetry)
            .ThenAsync(_do.End)
            .TransitionTo(Released);

    EventActivityBinder<TransactionState, T> WatchStep<T>(EventActivityBinder<TransactionState, T> sent)
        where T : class
        => sent.Schedule(StepTimer, x => new StepTimedOut(Id(x)));

    EventActivityBinder<TransactionState, T> WatchExec<T>(EventActivityBinder<TransactionState, T> running)
        where T : class
        => running.Schedule(ExecDeadline, x => new ExecDeadlineReached(Id(x)));

    static TransactionId Id(BehaviorContext<TransactionState> context) => new(context.Saga.CorrelationId);
}
