using System.Linq.Expressions;
using MassTransit;
using Sagas.Contracts;

namespace Sagas.SessionCommit;

public sealed partial class CommitMachine
{
    /// <summary>A command was accepted and its archive planned.</summary>
    public Event<BeginTransaction> Begin { get; } = null!;

    /// <summary>One of the two transactions has ended.</summary>
    public Event<TransactionReleased> Released { get; } = null!;

    /// <summary>The commit of the next archive wants to know when this one is over.</summary>
    public Event<AskForTurn> TurnAsked { get; } = null!;

    /// <summary>The extraction of the archive before is over.</summary>
    public Event<TurnGranted> TurnGranted { get; } = null!;

    /// <summary>An extraction has left its queue.</summary>
    public Event<ExtractionBegun> Begun { get; } = null!;

    /// <summary>An extraction is done.</summary>
    public Event<MemoriesExtracted> Extracted { get; } = null!;

    /// <summary>An extraction made nothing.</summary>
    public Event<ExtractionFailed> Refused { get; } = null!;

    /// <summary>An extraction broke.</summary>
    public Event<Fault<ExtractMemories>> Faulted { get; } = null!;

    /// <summary>Somebody does not want it.</summary>
    public Event<CancelTransaction> Cancel { get; } = null!;

    /// <summary>An operator wants the next attempt now.</summary>
    public Event<RetryTransaction> Retry { get; } = null!;

    /// <summary>The wait for the archive before.</summary>
    public Schedule<CommitState, TurnWaitExpired> TurnWait { get; } = null!;

    /// <summary>The silence of an extraction.</summary>
    public Schedule<CommitState, ExtractionTimedOut> AttemptTimer { get; } = null!;

    /// <summary>The rest between attempts.</summary>
    public Schedule<CommitState, ExtractionDue> RestTimer { get; } = null!;

    void DeclareEvents()
    {
        Event(() => Begin, x => x.CorrelateById(m => m.Message.TransactionId.Value));
        // Both transactions answer with the commit's id as the id of the request; one of them has another of its own.
        Event(() => Released, x =>
        {
            x.CorrelateById(m => m.RequestId ?? m.Message.TransactionId.Value);
            x.OnMissingInstance(missing => missing.Execute(_ => _metrics.Missing(nameof(TransactionReleased))));
        });
        // A commit that nobody knows any more is over.
        Event(() => TurnAsked, x =>
        {
            x.CorrelateById(m => m.Message.TransactionId.Value);
            x.OnMissingInstance(missing => missing.ExecuteAsync(CommitBehaviors.GrantTurn));
        });
        Expect(() => TurnGranted, m => m.TransactionId);
        Expect(() => Begun, m => m.TransactionId);
        Expect(() => Extracted, m => m.TransactionId);
        Expect(() => Refused, m => m.TransactionId);
        Expect(() => Faulted, m => m.Message.TransactionId);
        Expect(() => Cancel, m => m.TransactionId);
        Expect(() => Retry, m => m.TransactionId);
        Watch(() => TurnWait, x => x.TurnWaitToken, m => m.TransactionId, _ => _times.TurnWait);
        Watch(() => AttemptTimer, x => x.AttemptToken, m => m.TransactionId,
            row => row.IsRunning ? _times.Extraction : _times.Queue);
        Watch(() => RestTimer, x => x.RestToken, m => m.TransactionId,
            row => _times.RetryAfter(CommitBehaviors.AttemptOf(row)));
    }

    void Watch<T>(
        Expression<Func<Schedule<CommitState, T>>> timer, Expression<Func<CommitState, Guid?>> token,
        Func<T, TransactionId> id, Func<CommitState, TimeSpan> delay)
        where T : class
        => Schedule(timer, token, s =>
        {
            s.DelayProvider = context => delay(context.Saga);
            s.Received = Existing(id);
        });

    void Expect<T>(Expression<Func<Event<T>>> @event, Func<T, TransactionId> id)
        where T : class
        => Event(@event, Existing(id));

    Action<IEventCorrelationConfigurator<CommitState, T>> Existing<T>(Func<T, TransactionId> id)
        where T : class
        => x =>
        {
            x.CorrelateById(m => id(m.Message).Value);
            x.OnMissingInstance(missing => missing.Execute(_ => _metrics.Missing(typeof(T).Name)));
        };

    void CountLateEvents()
    {
        CountLate(Begin);
        CountLate(Released);
        CountLate(TurnAsked);
        CountLate(TurnGranted);
        CountLate(Begun);
        CountLate(Extracted);
        CountLate(Refused);
        CountLate(Faulted);
        CountLate(Cancel);
        CountLate(Retry);
        CountLate(TurnWait.Received);
        CountLate(AttemptTimer.Received);
        CountLate(RestTimer.Received);
    }

    void CountLate<T>(Event<T> @event)
        where T : class
    {
        foreach (var state in States.Except([Initial, Final]).Where(state => !NextEvents(state).Contains(@event)))
            During(state, CountAsLate(When(@event)));
    }

    EventActivityBinder<CommitState, T> CountAsLate<T>(EventActivityBinder<CommitState, T> binder)
        where T : class
        => binder.Then(context => _metrics.Late(context.Saga.Phase, context.Event.Name));
}
