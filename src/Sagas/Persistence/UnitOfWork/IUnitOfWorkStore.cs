namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// Runs units of work and commits them, several in one commit when several are ready. Thread-safe.
/// </summary>
public interface IUnitOfWorkStore
{
    /// <summary>
    /// Runs <paramref name="work"/>; returns when its commit is durable and its messages are on their way.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing can be stored just now; nothing of this unit is.</exception>
    /// <exception cref="Exception">What <paramref name="work"/> threw, or why the commit failed: nothing of this
    /// unit is stored, and other units are not harmed.</exception>
    Task Run(Func<IUnitOfWork, Task> work, CancellationToken cancellationToken);
}
