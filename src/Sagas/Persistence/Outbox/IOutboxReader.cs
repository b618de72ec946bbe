namespace Sagas.Persistence.Outbox;

/// <summary>Finds the rows that a dispatcher may take. Thread-safe.</summary>
public interface IOutboxReader
{
    /// <summary>
    /// Rows that are due at <paramref name="now"/> and not parked, in order of due time and number, after
    /// <paramref name="after"/>.
    /// </summary>
    Task<IReadOnlyList<OutboxRow>> Due(
        DateTimeOffset now, OutboxPosition after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Messages, not timers, whatever their lease: what a process that is alone on its database finds when it
    /// starts, left by one that died.
    /// </summary>
    Task<IReadOnlyList<OutboxRow>> Leased(OutboxPosition after, int limit, CancellationToken cancellationToken);
}
