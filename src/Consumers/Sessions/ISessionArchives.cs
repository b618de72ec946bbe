using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>
/// The archives of sessions. They do not change once their transaction has committed; before that, a reader without
/// the session's lock may see one that is undone later. Thread-safe.
/// </summary>
public interface ISessionArchives
{
    /// <summary>The archive of a session commit; null when there is none, which is also so when the commit found
    /// nothing to archive.</summary>
    ValueTask<SessionArchive?> Find(
        string account, VikingUri session, TransactionId commit, CancellationToken cancellationToken);

    /// <summary>The archive of a number; null when there is none, or its <c>.meta.json</c> cannot be read.</summary>
    ValueTask<SessionArchive?> Find(
        string account, VikingUri session, int number, CancellationToken cancellationToken);

    /// <summary>The newest archive whose <c>.meta.json</c> can be read; null when there is none.</summary>
    ValueTask<SessionArchive?> Last(string account, VikingUri session, CancellationToken cancellationToken);

    /// <summary>What all archives have come to. One whose end cannot be read adds nothing.</summary>
    ValueTask<SessionTotals> Totals(string account, VikingUri session, CancellationToken cancellationToken);

    /// <summary>The archived messages in order, read as they are asked for.</summary>
    /// <exception cref="InvalidDataException">The archive is gone, or holds fewer messages than it says.</exception>
    IAsyncEnumerable<SessionMessage> Read(
        string account, SessionArchive archive, CancellationToken cancellationToken);
}
