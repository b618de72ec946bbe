using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>
/// What a store does when a transaction has ended for good. Every store that keeps undo data registers one; the
/// consumer of <see cref="PurgeTransaction"/> calls them all. Thread-safe.
/// </summary>
public interface ITransactionJanitor
{
    /// <summary>
    /// Drops the undo data of <paramref name="transaction"/>. What keeps late and duplicate messages harmless
    /// stays. Repeating it, or naming a transaction that this store never saw, does nothing.
    /// </summary>
    Task Forget(TransactionId transaction, CancellationToken cancellationToken);
}
