using System.Collections.Concurrent;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// Rows whose message has left: the next commit, whatever it is for, deletes them. Losing this list in a crash costs
/// a message sent twice, never one lost. Thread-safe.
/// </summary>
internal sealed class FinishedRows
{
    readonly ConcurrentQueue<long> _rows = new();

    public bool IsEmpty => _rows.IsEmpty;

    public void Add(long row) => _rows.Enqueue(row);

    public IReadOnlyList<long> Take(int limit)
    {
        var taken = new List<long>();
        while (taken.Count < limit && _rows.TryDequeue(out var row))
            taken.Add(row);
        return taken;
    }

    public void PutBack(IReadOnlyList<long> rows)
    {
        foreach (var row in rows)
            _rows.Enqueue(row);
    }
}
