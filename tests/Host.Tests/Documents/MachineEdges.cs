using MassTransit;
using MassTransit.SagaStateMachine;
using Sagas.Lifecycle;

namespace Sagas.Host.Tests.Documents;

/// <summary>
/// Walks the machine and collects its transitions. The graph that the library draws merges one event over all the
/// states that take it, so that a cancel while waiting would seem to roll back.
/// </summary>
internal sealed class MachineEdges : StateMachineVisitor
{
    /// <summary>States that are passed through within one commit: what follows starts there.</summary>
    static readonly string[] PassedThrough =
        [nameof(TransactionMachine.Committed), nameof(TransactionMachine.RolledBack)];

    readonly List<MachineEdge> _edges = [];
    string _state = "";
    string _event = "";
    string? _passing;

    public static IReadOnlyList<MachineEdge> Of(TransactionMachine machine)
    {
        var walk = new MachineEdges();
        machine.Accept(walk);
        return [.. walk._edges.Distinct()];
    }

    public void Visit(State state, Action<State> next)
    {
        _state = state.Name;
        next(state);
    }

    public void Visit(Event @event, Action<Event> next)
    {
        (_event, _passing) = (@event.Name, null);
        next(@event);
    }

    public void Visit<TMessage>(Event<TMessage> @event, Action<Event<TMessage>> next)
        where TMessage : class
    {
        (_event, _passing) = (@event.Name, null);
        next(@event);
    }

    public void Visit(IStateMachineActivity activity) => Visit(activity, _ => { });

    public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
    {
        if (activity is TransitionActivity<TransactionState> { ToState.Name: var to })
            Add(to);
        next(activity);
    }

    public void Visit<T>(IBehavior<T> behavior)
        where T : class, SagaStateMachineInstance
    {
    }

    public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next)
        where T : class, SagaStateMachineInstance
        => next(behavior);

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior)
        where T : class, SagaStateMachineInstance
        where TMessage : class
    {
    }

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
        where T : class, SagaStateMachineInstance
        where TMessage : class
        => next(behavior);

    void Add(string to)
    {
        var passed = _passing;
        _passing = PassedThrough.Contains(to) ? to : null;
        if (passed is not null)
            _edges.Add(new MachineEdge(passed, to, ""));
        else if (_state != to)
            _edges.Add(new MachineEdge(_state, to, _event));
    }
}
