using System.Diagnostics;

namespace Sagas.Benchmarks;

/// <summary>What has been used so far: time, processor, commits.</summary>
internal sealed record Counters(long At, TimeSpan Processor, long Commits, long Units)
{
    public static Counters Now(World world)
    {
        using var process = Process.GetCurrentProcess();
        return new Counters(
            TimeProvider.System.GetTimestamp(), process.TotalProcessorTime, world.Writer.Commits, world.Writer.Units);
    }

    public double Since(Counters before) => TimeProvider.System.GetElapsedTime(before.At, At).TotalSeconds;

    public string Per(Counters before, int transactions) => FormattableString.Invariant(
        $"{(Processor - before.Processor).TotalMilliseconds / transactions:0.00} ms CPU   ")
        + FormattableString.Invariant(
            $"{(double)(Commits - before.Commits) / transactions:0.00} commits   ")
        + FormattableString.Invariant($"{(double)(Units - before.Units) / transactions:0.0} units of work");
}
