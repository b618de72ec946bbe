using Sagas.Contracts;

namespace Sagas.Locks;

/// <summary>
/// Path locks inside a unit of work. A lock belongs to a transaction, not to a process: there is no lease and nothing
/// to refresh, because every transaction ends. All locks of a request are granted together or not at all, so there
/// is no deadlock; a request waits behind every earlier request that it conflicts with, so nobody starves.
/// </summary>
/// <remarks>
/// Cost: for each path a look-up of the path, one of each ancestor, and for a tree one range of descendants, however
/// many locks are held or waited for. A release looks as often, and once more for each request that it may have been in
/// the way of: one of a path, the first in line.
/// </remarks>
public interface IPathLocks
{
    /// <summary>
    /// Asks for <paramref name="locks"/>. Asking again with the same transaction answers as the first time.
    /// </summary>
    /// <param name="transaction">Whose they will be.</param>
    /// <param name="locks">What to lock; paths named twice collapse, a tree wins.</param>
    /// <param name="waitersMax">How many requests may wait at once; 0 = refuse instead of waiting. A refused request
    /// leaves nothing behind.</param>
    /// <param name="now">The time of the request, for display.</param>
    ValueTask<LockAnswer> Request(
        TransactionId transaction, IReadOnlyList<PathLock> locks, int waitersMax, DateTimeOffset now);

    /// <summary>
    /// Frees all that <paramref name="transaction"/> holds or waits for, and grants what becomes free to those who
    /// wait, in the order of their requests.
    /// </summary>
    /// <returns>The transactions that now hold their locks; the caller tells them.</returns>
    ValueTask<IReadOnlyList<LocksGranted>> Release(TransactionId transaction);
}
