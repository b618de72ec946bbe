using System.Linq.Expressions;
using MassTransit;
using Sagas.Contracts;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Lifecycle;

/// <summary>
/// How machines here declare their events: each is known by an id in its message, and none is dropped silently. What
/// is of a saga that nobody knows, or comes when nobody waits for it, is counted.
/// </summary>
public abstract class LifecycleMachine<TState> : MassTransitStateMachine<TState>
    where TState : class, SagaStateMachineInstance
{
    readonly LifecycleMetrics _metrics;
    readonly Func<TState, string> _phase;
    readonly List<Action> _countLate = [];

    /// <summary>Takes what all of them need.</summary>
    private protected LifecycleMachine(LifecycleMetrics metrics, Func<TState, string> phase)
    {
        _metrics = metrics;
        _phase = phase;
    }

    /// <summary>An event that may begin a saga, or whose missing saga is no surprise.</summary>
    private protected void Declare<T>(
        Expression<Func<Event<T>>> @event, Action<IEventCorrelationConfigurator<TState, T>> correlate)
        where T : class
    {
        Event(@event, correlate);
        var declared = @event.Compile();
        _countLate.Add(() => CountLate(declared()));
    }

    /// <summary>An event of a saga that must exist; without one it is counted, not dropped silently.</summary>
    private protected void Expect<T>(Expression<Func<Event<T>>> @event, Func<T, TransactionId> id)
        where T : class
        => Declare(@event, x => Existing(x, m => id(m.Message).Value));

    /// <summary>A timer of a saga that must exist.</summary>
    private protected void Watch<T>(
        Expression<Func<Schedule<TState, T>>> timer, Expression<Func<TState, Guid?>> token, Func<T, TransactionId> id,
        Func<TState, TimeSpan> delay)
        where T : class
    {
        Schedule(timer, token, s =>
        {
            s.DelayProvider = context => delay(context.Saga);
            s.Received = x => Existing(x, m => id(m.Message).Value);
        });
        var declared = timer.Compile();
        _countLate.Add(() => CountLate(declared().Received));
    }

    private protected void Existing<T>(
        IEventCorrelationConfigurator<TState, T> correlate, Func<ConsumeContext<T>, Guid> id)
        where T : class
    {
        correlate.CorrelateById(id);
        correlate.OnMissingInstance(missing => missing.Execute(
            context => AfterCommit(context, () => _metrics.Missing(typeof(T).Name))));
    }

    /// <summary>To be called last: whatever a state does not declare comes too late for it.</summary>
    private protected void CountLateEvents() => _countLate.ForEach(count => count());

    private protected EventActivityBinder<TState, T> CountAsLate<T>(EventActivityBinder<TState, T> binder)
        where T : class
        => binder.Then(context =>
        {
            var (phase, message) = (_phase(context.Saga), context.Event.Name);
            AfterCommit(context, () => _metrics.Late(phase, message));
        });

    /// <summary>A unit that fails is tried again, and what it counted would count twice.</summary>
    static void AfterCommit(ConsumeContext context, Action count) =>
        context.GetPayload<IUnitOfWork>().AfterCommit(count);

    void CountLate<T>(Event<T> @event)
        where T : class
    {
        foreach (var state in States.Except([Initial, Final]).Where(state => !NextEvents(state).Contains(@event)))
            During(state, CountAsLate(When(@event)));
    }
}
