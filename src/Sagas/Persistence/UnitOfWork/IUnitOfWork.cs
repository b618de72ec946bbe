using Sagas.DeadLetters;
using Sagas.Locks;
using Sagas.Persistence.Outbox;

namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// All that one consumed message changes, in one database commit: saga rows, path locks, outgoing messages, timers.
/// Used by one consumer at a time. On SQLite every call completes synchronously: it runs inside the writer.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>Path locks, taken and freed in the same commit.</summary>
    IPathLocks Locks { get; }

    /// <summary>The saga row with that id; null when there is none.</summary>
    ValueTask<TSaga?> Load<TSaga>(Guid id)
        where TSaga : class;

    /// <summary>Adds a saga row; false when the id is taken.</summary>
    ValueTask<bool> Insert<TSaga>(TSaga saga)
        where TSaga : class;

    /// <summary>Writes a saga row that was loaded, and raises its version.</summary>
    /// <exception cref="StaleSagaException">Somebody else has changed the row since.</exception>
    ValueTask Update<TSaga>(TSaga saga)
        where TSaga : class;

    /// <summary>Removes a saga row.</summary>
    ValueTask Delete<TSaga>(TSaga saga)
        where TSaga : class;

    /// <summary>Adds a message or a timer, and gives it its number.</summary>
    ValueTask Add(OutboxRow row);

    /// <summary>Forgets the timer with that token, if it has not fired.</summary>
    ValueTask CancelTimer(Guid token);

    /// <summary>Writes down that sending a row has failed, and when to try again.</summary>
    ValueTask Postpone(OutboxRow row);

    /// <summary>
    /// Lets a parked row be sent once more at <paramref name="due"/>; when that fails, it is parked again at once.
    /// False when it is not parked (any more).
    /// </summary>
    ValueTask<bool> Unpark(long row, DateTimeOffset due);

    /// <summary>Removes a parked row; false when it is not parked (any more).</summary>
    ValueTask<bool> DiscardParked(long row);

    /// <summary>Adds a line to the audit of dead letters.</summary>
    ValueTask Record(DeadLetterAction line);

    /// <summary>
    /// Forgets transactions and session commits that ended before <paramref name="endedBefore"/>, at most
    /// <paramref name="limit"/> of each; answers how many.
    /// </summary>
    ValueTask<int> Forget(DateTimeOffset endedBefore, int limit);

    /// <summary>
    /// Forgets lines of the audit of dead letters that are older than <paramref name="before"/>, at most
    /// <paramref name="limit"/>, oldest first; answers how many.
    /// </summary>
    ValueTask<int> ForgetAudit(DateTimeOffset before, int limit);

    /// <summary>Runs <paramref name="action"/> when the commit is durable; never when it fails.</summary>
    void AfterCommit(Action action);
}
