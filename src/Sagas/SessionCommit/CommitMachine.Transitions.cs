using MassTransit;
using Sagas.Contracts;

namespace Sagas.SessionCommit;

/// <content>The transitions that several events share.</content>
public sealed partial class CommitMachine
{
    /// <summary>After the end of the first transaction: nothing to do, a place in the line, or the first attempt.
    /// </summary>
    EventActivityBinder<CommitState, TransactionReleased> Archive(
        EventActivityBinder<CommitState, TransactionReleased> ended)
        => ended.IfElse(_do.IsCommitted,
            committed => committed.Then(_do.TakeArchive).IfElse(_do.IsSkipped,
                skipped => End(skipped, Skipped),
                archived => archived.IfElse(_do.IsUnwanted,
                    unwanted => End(unwanted.ThenAsync(_do.MarkUnwanted), Cancelled),
                    Line)),
            failed => End(failed.Then(_do.MarkFailed), Failed));

    EventActivityBinder<CommitState, T> Line<T>(EventActivityBinder<CommitState, T> archived)
        where T : class
        => archived.IfElse(_do.HasPredecessor,
            second => second.ThenAsync(_do.AskForTurn)
                .Schedule(TurnWait, x => new TurnWaitExpired(Id(x)))
                .TransitionTo(Archived),
            Attempt);

    EventActivityBinder<CommitState, T> Attempt<T>(EventActivityBinder<CommitState, T> ready)
        where T : class
        => Watch(ready
            .Unschedule(TurnWait)
            .Unschedule(RestTimer)
            .ThenAsync(_do.SendExtraction))
            .TransitionTo(Extracting);

    EventActivityBinder<CommitState, MemoriesExtracted> Write(
        EventActivityBinder<CommitState, MemoriesExtracted> extracted)
        => AwaitAnswer(extracted.Unschedule(AttemptTimer).ThenAsync(_do.SendMemories)).TransitionTo(Writing);

    /// <summary>Once more after a rest, or never unless somebody asks for it.</summary>
    EventActivityBinder<CommitState, T> AfterFailure<T>(EventActivityBinder<CommitState, T> failed)
        where T : class
        => failed.Unschedule(AttemptTimer).IfElse(_do.MayTryAgain,
            again => again.Then(_do.Rest).Schedule(RestTimer, x => new ExtractionDue(Id(x))).TransitionTo(Resting),
            over => End(over.ThenAsync(_do.MarkArchive), ExtractionFailed));

    /// <summary>Whatever the end: nobody waits for this commit any longer.</summary>
    EventActivityBinder<CommitState, T> End<T>(EventActivityBinder<CommitState, T> decided, State state)
        where T : class
        => decided
            .Unschedule(TurnWait)
            .Unschedule(AttemptTimer)
            .Unschedule(RestTimer)
            .ThenAsync(_do.End)
            .TransitionTo(state)
            .Then(_do.Count);

    EventActivityBinder<CommitState, T> Watch<T>(EventActivityBinder<CommitState, T> sent)
        where T : class
        => sent.Schedule(AttemptTimer, x => new ExtractionTimedOut(Id(x)));

    EventActivityBinder<CommitState, T> AwaitAnswer<T>(EventActivityBinder<CommitState, T> sent)
        where T : class
        => sent.Schedule(AnswerTimer, x => new AnswerOverdue(Id(x)));

    /// <summary>The command once more, after its answer: whoever sent it gets the answer again.</summary>
    void AnswerAgain()
    {
        foreach (var state in States.Except([Initial, Final, Archiving]))
            During(state, CountAsLate(When(Begin).ThenAsync(_do.AnswerAgain)));
    }

    /// <summary>Who asks a commit that is over is told so at once; else when it is.</summary>
    void TakeTurns()
    {
        foreach (var state in new[] { Archiving, Archived, Extracting, Resting, Writing })
            During(state, When(TurnAsked).Then(_do.Remember));
        foreach (var state in new[] { ExtractionFailed, Completed, Skipped, Failed, Cancelled })
            During(state, When(TurnAsked).ThenAsync(_do.PassTurn));
    }

    static TransactionId Id(BehaviorContext<CommitState> context) => new(context.Saga.CorrelationId);
}
