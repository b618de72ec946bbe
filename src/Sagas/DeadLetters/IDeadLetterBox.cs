namespace Sagas.DeadLetters;

/// <summary>
/// A place where dead letters lie. Looking changes nothing but, in a quorum queue, the order of many.
/// Thread-safe; looks and actions of several processes exclude each other.
/// </summary>
public interface IDeadLetterBox
{
    /// <summary>The oldest <paramref name="limit"/> letters, in the order in which they came.</summary>
    /// <exception cref="Contracts.RefusedException">The place cannot be reached, or somebody else is at it.</exception>
    Task<IReadOnlyList<DeadLetter>> Browse(int limit, CancellationToken cancellationToken);

    /// <summary>One letter with its content; null when it is not there.</summary>
    /// <exception cref="Contracts.RefusedException">The place cannot be reached, or somebody else is at it.</exception>
    Task<DeadLetterContent?> Find(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Sends letters back to the queue that each came from, in the order of their death, and takes each away when it is
    /// safely there. A crash in between leaves the message in both places; the message is the same, with the
    /// same id, so that whoever is idempotent acts once.
    /// </summary>
    /// <param name="ids">Which; no other is touched.</param>
    /// <param name="perSecond">At most so many a second.</param>
    /// <param name="cancellationToken">Stops after the letter in hand.</param>
    /// <returns>One result for each id, in no order.</returns>
    /// <exception cref="Contracts.RefusedException">The place cannot be reached, or somebody else is at it: nothing
    /// was done.</exception>
    Task<IReadOnlyList<DeadLetterResult>> Replay(
        IReadOnlyCollection<string> ids, double perSecond, CancellationToken cancellationToken);

    /// <summary>Takes letters away for good.</summary>
    /// <param name="ids">Which; no other is touched.</param>
    /// <param name="cancellationToken">Stops after the letter in hand.</param>
    /// <returns>One result for each id, in no order.</returns>
    /// <exception cref="Contracts.RefusedException">The place cannot be reached, or somebody else is at it: nothing
    /// was done.</exception>
    Task<IReadOnlyList<DeadLetterResult>> Discard(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}
