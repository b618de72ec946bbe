using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Persistence.Sqlite;

/// <summary>A unit of work in the writer's queue, with the context of the caller that waits for it.</summary>
internal sealed class QueuedUnit(
    Func<IUnitOfWork, Task> work, ExecutionContext? context, CancellationToken cancellationToken)
{
    readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    SqliteUnitOfWork? _unit;
    Exception? _failure;

    public Task Committed => _committed.Task;

    /// <summary>True when the caller has gone before its turn came; it is told so.</summary>
    public bool TryCancel() => cancellationToken.IsCancellationRequested
        && _committed.TrySetCanceled(cancellationToken);

    /// <summary>Runs the work under the caller's context, so that its activity and its scopes are seen.</summary>
    public Task Start(SqliteUnitOfWork unit)
    {
        _unit = unit;
        if (context is null)
            return work(unit);
        Task? run = null;
        ExecutionContext.Run(context, _ => run = work(unit), null);
        return run!;
    }

    /// <summary>Nothing of this unit is stored; the caller may try again, which is a new unit.</summary>
    public void Fail(Exception exception)
    {
        _failure = exception;
        _committed.TrySetException(exception);
    }

    /// <summary>Whether what it wrote is part of the commit: it has run, and has not thrown.</summary>
    public bool IsStored => _failure is null && _unit is not null;

    /// <summary>Gives away what the unit wrote for others, now that it is durable.</summary>
    public void HandOver(IOutboxDispatcher dispatcher)
    {
        if (!IsStored)
            return;
        foreach (var row in _unit!.Rows)
            dispatcher.Accept(row);
        foreach (var action in _unit.AfterCommitActions)
            action();
    }

    /// <summary>Lets the caller go on, unless it was told of a failure before.</summary>
    public void Complete() => _committed.TrySetResult();
}
