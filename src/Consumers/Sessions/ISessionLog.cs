using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>
/// The live messages of sessions. A session is where its folder holds <c>.meta.json</c> and <c>messages.jsonl</c>;
/// it is created and removed by transactions, never here. Thread-safe; one process per data folder.
/// </summary>
public interface ISessionLog
{
    /// <summary>What a session is; null when there is none at <paramref name="session"/>.</summary>
    ValueTask<SessionInfo?> Find(string account, VikingUri session, CancellationToken cancellationToken);

    /// <summary>
    /// Appends messages, together and in order, behind all that were appended before. When it returns they survive a
    /// crash. Callers that wait at the same time share one write.
    /// </summary>
    /// <returns>What is live then; null when there is no such session, and nothing was written.</returns>
    /// <exception cref="IOException">They could not be written; none of them is in the session.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone; the messages may be in the session.
    /// </exception>
    Task<SessionCounts?> Append(
        string account, VikingUri session, IReadOnlyList<SessionMessage> messages,
        CancellationToken cancellationToken);

    /// <summary>What is live now; null when there is no such session.</summary>
    Task<SessionCounts?> Count(string account, VikingUri session, CancellationToken cancellationToken);

    /// <summary>The live messages in order as they are when the reading starts; none when there is no such session.
    /// A line that is no message is left out and logged.</summary>
    IAsyncEnumerable<SessionMessage> Read(string account, VikingUri session, CancellationToken cancellationToken);
}
