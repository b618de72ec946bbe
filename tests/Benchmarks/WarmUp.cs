using System.Runtime;

namespace Sagas.Benchmarks;

/// <summary>A service runs for weeks: it is measured when the compiler has done with it, not while it starts.</summary>
internal static class WarmUp
{
    const double JitShareMax = 0.04;
    static readonly TimeSpan Slice = TimeSpan.FromSeconds(4);
    static readonly TimeSpan Max = TimeSpan.FromSeconds(90);
    static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>Runs <paramref name="load"/> for one slice after the other until little is compiled in one.</summary>
    /// <returns>What to print of it.</returns>
    public static async Task<string> Run(Func<TimeSpan, Task> load)
    {
        var started = Time.GetTimestamp();
        var share = 1.0;
        while (share > JitShareMax && Time.GetElapsedTime(started) < Max)
        {
            var before = JitInfo.GetCompilationTime();
            await load(Slice);
            share = (JitInfo.GetCompilationTime() - before) / Slice;
        }
        return FormattableString.Invariant(
            $"{Time.GetElapsedTime(started).TotalSeconds:0} s, the compiler takes {share:P0} of a core at its end");
    }
}
