namespace Sagas.Persistence.Outbox;

/// <summary>Finds the rows that a dispatcher may take. Thread-safe.</summary>
public interface IOutboxReader
{
    /// <summary>
    /// Whether this process is alone on its database: then what it finds when it starts was left by one that died, and
    /// no lease has to be waited out.
    /// </summary>
    bool IsAlone { get; }

    /// <summary>
    /// Where rows stand that are due at <paramref name="now"/> and not parked, in order of due time and number, after
    /// <paramref name="after"/>. What is in them is not looked at.
    /// </summary>
    Task<IReadOnlyList<OutboxPosition>> Due(
        DateTimeOffset now, OutboxPosition after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The numbers of messages, not timers, that are not parked, whatever their lease, in their order after
    /// <paramref name="after"/> up to <paramref name="last"/>.
    /// </summary>
    Task<IReadOnlyList<long>> Leased(long after, long last, int limit, CancellationToken cancellationToken);

    /// <summary>The highest number of a row; 0 when there is none.</summary>
    Task<long> Last(CancellationToken cancellationToken);

    /// <summary>Those rows of <paramref name="numbers"/> that are there and not parked, in the order of their due
    /// time.</summary>
    Task<IReadOnlyList<OutboxRow>> Read(IReadOnlyList<long> numbers, CancellationToken cancellationToken);
}
