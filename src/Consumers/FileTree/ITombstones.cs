namespace Sagas.Consumers.FileTree;

/// <summary>
/// What is left of ended transactions: one name each, which refuses late step messages. Thread-safe.
/// </summary>
public interface ITombstones
{
    /// <summary>
    /// Deletes the tombstones made before <paramref name="olderThan"/>; answers how many. It must be longer ago than
    /// any step message can wait in a queue.
    /// </summary>
    int Sweep(DateTimeOffset olderThan);
}
