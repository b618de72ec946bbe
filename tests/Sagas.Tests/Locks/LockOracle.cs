using Sagas.Contracts;

namespace Sagas.Tests.Locks;

/// <summary>
/// Path locks as anybody would write them who does not care about cost: a list, searched from one end to the other.
/// Shares no code with the real ones.
/// </summary>
sealed class LockOracle
{
    readonly List<Entry> _line = [];

    public IEnumerable<HeldPath> Rows => _line.SelectMany(e => e.Wanted.Select(w => new HeldPath(
        $"/{w.Account}/{string.Join('/', w.Uri.Segments)}/", e.Id, w.Mode is LockMode.Tree, e.Held)));

    /// <summary>"granted", "waiting" or "refused", and who stood in the way.</summary>
    public (string Answer, IReadOnlySet<TransactionId> Blockers) Request(
        TransactionId id, IReadOnlyList<PathLock> locks, bool mayWait)
    {
        if (_line.Find(e => e.Id == id) is { } known)
            return (known.Held ? "granted" : "waiting", new HashSet<TransactionId>());
        var entry = new Entry(id, Distinct(locks));
        var blockers = _line.Where(e => Conflict(e, entry)).Select(e => e.Id).ToHashSet();
        entry.Held = blockers.Count == 0;
        if (entry.Held || mayWait)
            _line.Add(entry);
        return (entry.Held ? "granted" : mayWait ? "waiting" : "refused", blockers);
    }

    public IReadOnlyList<TransactionId> Release(TransactionId id)
    {
        _line.RemoveAll(e => e.Id == id);
        var granted = new List<TransactionId>();
        for (var i = 0; i < _line.Count; i++)
        {
            var waiter = _line[i];
            var inTheWay = _line.Where((other, j) => other != waiter && (other.Held || j < i));
            if (waiter.Held || inTheWay.Any(other => Conflict(other, waiter)))
                continue;
            waiter.Held = true;
            granted.Add(waiter.Id);
        }
        return granted;
    }

    static List<PathLock> Distinct(IReadOnlyList<PathLock> locks)
    {
        var distinct = new List<PathLock>();
        foreach (var wanted in locks)
        {
            var same = distinct.FindIndex(l => l.Account == wanted.Account && l.Uri.Value == wanted.Uri.Value);
            if (same < 0)
                distinct.Add(wanted);
            else if (wanted.Mode is LockMode.Tree)
                distinct[same] = wanted;
        }
        return distinct;
    }

    static bool Conflict(Entry one, Entry other) =>
        one.Wanted.Any(a => other.Wanted.Any(b => a.Account == b.Account && (Covers(a, b) || Covers(b, a))));

    static bool Covers(PathLock a, PathLock b)
    {
        var (above, below) = (a.Uri.Segments, b.Uri.Segments);
        return above.Count <= below.Count
            && above.SequenceEqual(below.Take(above.Count))
            && (above.Count == below.Count || a.Mode is LockMode.Tree);
    }

    sealed record Entry(TransactionId Id, List<PathLock> Wanted)
    {
        public bool Held { get; set; }
    }
}
