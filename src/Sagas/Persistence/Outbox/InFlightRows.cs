using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// Rows that this process is sending, or has sent and not yet deleted: the poller must not take them again.
/// A row is forgotten only when its deletion is durable, or when sending it was given up. Thread-safe.
/// </summary>
internal sealed class InFlightRows
{
    readonly ConcurrentDictionary<long, byte> _rows = new();
    readonly ConcurrentDictionary<Guid, OutboxRow> _unconsumed = new();

    public int Count => _rows.Count;

    /// <summary>Messages that were handed to the transport, are kept until they are consumed, and are not.</summary>
    public int UnconsumedCount => _unconsumed.Count;

    public bool TryClaim(long row) => _rows.TryAdd(row, 0);

    public bool Has(long row) => _rows.ContainsKey(row);

    public void Forget(long row) => _rows.TryRemove(row, out _);

    /// <summary>The message is finished when consumed.</summary>
    public void AwaitConsumption(OutboxRow row) => _unconsumed[row.MessageId] = row;

    public void StopAwaiting(OutboxRow row) => _unconsumed.TryRemove(row.MessageId, out _);

    public bool TryConsumed(Guid messageId, [NotNullWhen(true)] out OutboxRow? row) =>
        _unconsumed.TryRemove(messageId, out row);
}
