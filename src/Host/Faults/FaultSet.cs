using System.Collections.Concurrent;

namespace Sagas.Host.Faults;

/// <summary>Rules that are in force together, and how often each point was reached under them. Thread-safe.</summary>
internal sealed class FaultSet(IEnumerable<FaultRule> rules)
{
    public static readonly FaultSet None = new([]);

    readonly ILookup<string, FaultRule> _rules = rules.ToLookup(r => r.Point, StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _hits = new(StringComparer.Ordinal);

    /// <summary>Counts the point as reached; the rule that applies this time, or null.</summary>
    public FaultRule? Reach(string point, out int hit)
    {
        hit = 0;
        if (!_rules.Contains(point) && !_rules.Contains(FaultRule.EveryPoint))
            return null;
        var n = hit = _hits.AddOrUpdate(point, 1, (_, seen) => seen + 1);
        return _rules[point].Concat(_rules[FaultRule.EveryPoint]).FirstOrDefault(r => r.Hit is null || r.Hit == n);
    }
}
