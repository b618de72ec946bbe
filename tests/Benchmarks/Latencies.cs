using System.Collections.Concurrent;

namespace Sagas.Benchmarks;

/// <summary>Durations, and what most of them stay below.</summary>
internal sealed class Latencies
{
    readonly ConcurrentBag<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    public override string ToString()
    {
        var sorted = _milliseconds.Order().ToList();
        return sorted.Count == 0
            ? "nothing was measured"
            : FormattableString.Invariant(
                $"p50 {At(sorted, 0.5):0.0} ms   p99 {At(sorted, 0.99):0.0} ms   max {sorted[^1]:0.0} ms");
    }

    static double At(List<double> sorted, double part) =>
        sorted[Math.Min(sorted.Count - 1, (int)(part * sorted.Count))];
}
