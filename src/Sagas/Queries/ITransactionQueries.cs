using Sagas.Contracts;

namespace Sagas.Queries;

/// <summary>Reads what the coordinator's database holds. Never part of a unit of work. Thread-safe.</summary>
public interface ITransactionQueries
{
    /// <summary>One transaction with all that it holds; null when it is unknown or its retention is over.</summary>
    Task<TransactionView?> Find(TransactionId id, CancellationToken cancellationToken);

    /// <summary>Whether the transaction is known and has ended: cheap enough to be asked again and again.</summary>
    Task<bool> HasEnded(TransactionId id, CancellationToken cancellationToken);

    /// <summary>A page of transactions, newest first, their steps without arguments and results.</summary>
    Task<TransactionPage> List(TransactionFilter filter, CancellationToken cancellationToken);

    /// <summary>All locks, held and waited for, in order of path, holders first, then waiters in their order.</summary>
    Task<IReadOnlyList<LockView>> Locks(CancellationToken cancellationToken);

    /// <summary>The transaction that holds a lock on <paramref name="uri"/>, exact or by a tree above it; null when
    /// none does.</summary>
    Task<TransactionId?> HolderOf(string account, VikingUri uri, CancellationToken cancellationToken);

    /// <summary>How much is waiting to be done; all zero = idle.</summary>
    Task<BacklogView> Backlog(CancellationToken cancellationToken);
}
