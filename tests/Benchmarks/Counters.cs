using System.Diagnostics;

namespace Sagas.Benchmarks;

/// <summary>What has been used so far: time, processor, memory, commits.</summary>
internal sealed record Counters(long At, TimeSpan Processor, long Allocated, long Commits, long Units)
{
    public static Counters Now(World world)
    {
        using var process = Process.GetCurrentProcess();
        return new Counters(
            TimeProvider.System.GetTimestamp(), process.TotalProcessorTime, GC.GetTotalAllocatedBytes(),
            world.Writer.Commits, world.Writer.Units);
    }

    public double Since(Counters before) => TimeProvider.System.GetElapsedTime(before.At, At).TotalSeconds;

    public string Per(Counters before, int transactions) => FormattableString.Invariant(
        $"{(Processor - before.Processor).TotalMilliseconds / transactions:0.00} ms CPU   ")
        + FormattableString.Invariant($"{(Allocated - before.Allocated) / 1e3 / transactions:0} KB allocated   ")
        + FormattableString.Invariant(
            $"{(double)(Commits - before.Commits) / transactions:0.00} commits   ")
        + FormattableString.Invariant($"{(double)(Units - before.Units) / transactions:0.0} units of work");
}
