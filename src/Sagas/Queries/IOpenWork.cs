namespace Sagas.Queries;

/// <summary>Reads what accepted commands still have before them. Never part of a unit of work. Thread-safe.</summary>
public interface IOpenWork
{
    /// <summary>
    /// Whether something of <paramref name="account"/> is left that ends soon by itself: a transaction, or what follows
    /// one. What waits for an operator or a model does not count, and session commits but for their transactions.
    /// </summary>
    Task<bool> IsLeft(string account, CancellationToken cancellationToken);

    /// <summary>The uploads that transactions need which are to begin or under way, of all accounts.</summary>
    Task<IReadOnlySet<string>> Uploads(CancellationToken cancellationToken);
}
