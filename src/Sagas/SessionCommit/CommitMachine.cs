using MassTransit;
using Sagas.Lifecycle;

namespace Sagas.SessionCommit;

/// <summary>
/// The life of a session commit: an ordinary transaction archives, a model is asked with no lock held, another
/// ordinary transaction writes the memories. The commits of one session take turns at the middle part, each told by
/// the one before it (ADR 0009). What it decides is in <see cref="CommitBehaviors"/>.
/// </summary>
/// <remarks>
/// Every state declares every event, as in <see cref="TransactionMachine"/>. Nothing here does I/O: it runs inside
/// the writer.
/// </remarks>
public sealed partial class CommitMachine : LifecycleMachine<CommitState>
{
    readonly CommitBehaviors _do;
    readonly SessionCommitOptions _times;

    /// <summary>Declares the machine.</summary>
    public CommitMachine(CommitBehaviors behaviors, SessionCommitOptions times, LifecycleMetrics metrics)
        : base(metrics, row => row.Phase)
    {
        _do = behaviors;
        _times = times;
        InstanceState(x => x.Phase);
        DeclareEvents();
        SetCompletedWhenFinalized();

        Initially(
            When(Begin).IfElseAsync(_do.IsIdTaken,
                taken => CountAsLate(taken.ThenAsync(_do.AnswerAgain)).Finalize(),
                free => AwaitAnswer(free.Then(_do.Record).ThenAsync(_do.SendArchive)).TransitionTo(Archiving)));

        During(Archiving,
            When(Released).IfElse(_do.IsArchive,
                ended => Archive(ended.Unschedule(AnswerTimer).ThenAsync(_do.Answer)),
                CountAsLate),
            AwaitAnswer(When(AnswerTimer.Received).ThenAsync(_do.LookForArchive)),
            When(Cancel).Then(_do.RememberCancel).ThenAsync(_do.CancelArchive));

        During(Archived,
            Attempt(When(TurnGranted)),
            Attempt(When(TurnWait.Received)),
            End(When(Cancel).ThenAsync(_do.MarkCancelled), Cancelled));

        During(Extracting,
            When(Begun).IfElse(_do.IsCurrent, now => Watch(now.Then(_do.MarkRunning)), CountAsLate),
            When(Extracted).IfElse(_do.IsCurrent, now => Write(now), CountAsLate),
            When(Refused).IfElse(_do.IsCurrent, now => AfterFailure(now.Then(_do.MarkRefused)), CountAsLate),
            When(Faulted).IfElse(_do.IsCurrent, now => AfterFailure(now.Then(_do.MarkFaulted)), CountAsLate),
            AfterFailure(When(AttemptTimer.Received).Then(_do.MarkSilent)),
            End(When(Cancel).ThenAsync(_do.MarkCancelled), Cancelled));

        During(Resting,
            Attempt(When(RestTimer.Received)),
            Attempt(When(Retry)),
            End(When(Cancel).ThenAsync(_do.MarkCancelled), Cancelled));

        During(Writing,
            When(Released).IfElse(_do.IsMemory,
                ended => ended.Unschedule(AnswerTimer).IfElse(_do.IsCommitted,
                    written => End(written.Then(_do.MarkCompleted), Completed),
                    failed => AfterFailure(failed.Then(_do.MarkNotWritten))),
                CountAsLate),
            AwaitAnswer(When(AnswerTimer.Received).ThenAsync(_do.LookForMemory)));

        During(ExtractionFailed,
            Attempt(When(Retry).Then(_do.StartOver)));

        AnswerAgain();
        TakeTurns();
        CountLateEvents();
    }

    /// <summary>The transaction that archives is under way.</summary>
    public State Archiving { get; } = null!;

    /// <summary>Waiting for its turn.</summary>
    public State Archived { get; } = null!;

    /// <summary>A model is asked.</summary>
    public State Extracting { get; } = null!;

    /// <summary>Between two attempts.</summary>
    public State Resting { get; } = null!;

    /// <summary>The transaction that writes the memories is under way.</summary>
    public State Writing { get; } = null!;

    /// <summary>All attempts have failed.</summary>
    public State ExtractionFailed { get; } = null!;

    /// <summary>The memories are written.</summary>
    public State Completed { get; } = null!;

    /// <summary>There was nothing to archive.</summary>
    public State Skipped { get; } = null!;

    /// <summary>Nothing was archived.</summary>
    public State Failed { get; } = null!;

    /// <summary>Archived; the memories are not wanted.</summary>
    public State Cancelled { get; } = null!;
}
