using Sagas.Host.Memory;

namespace Sagas.Benchmarks;

/// <summary>The embedded world under load, at a calm pace, and at rest.</summary>
internal static class EmbeddedBenchmark
{
    const int CalmPerSecond = 20;
    static readonly TimeProvider Time = TimeProvider.System;

    public static async Task<int> Run(BenchmarkOptions options)
    {
        await using var world = await World.Start();
        var work = new Workload(world, options.Operation, options.InFlight);
        await work.Prepare();
        Print("warm-up", await WarmUp.Run(slice => Load(work, options.InFlight, slice)));
        await world.Settle();

        var before = Counters.Now(world);
        var loaded = await Load(work, options.InFlight, TimeSpan.FromSeconds(options.Seconds));
        var atEnd = Counters.Now(world);
        var lag = Time.GetTimestamp();
        await world.Settle();
        var settled = Counters.Now(world);
        Print(
            $"{options.Operation}, {options.InFlight} in flight",
            $"{loaded.Count / atEnd.Since(before):0} committed/s   {loaded}");
        Print(
            "  all that follows",
            FormattableString.Invariant($"done {Time.GetElapsedTime(lag).TotalSeconds:0.0} s later, ")
            + $"{loaded.Count / settled.Since(before):0}/s in all");
        Print("  per transaction", settled.Per(before, loaded.Count));

        var calm = await Calm(work, options.InFlight, TimeSpan.FromSeconds(options.Seconds));
        Print($"{options.Operation}, {CalmPerSecond}/s", $"{calm}");

        for (var done = loaded.Count + calm.Count; done < options.AtRestAfter;)
            done += (await Load(work, options.InFlight, TimeSpan.FromSeconds(5))).Count;
        await world.Settle();
        await Rest();
        Print($"memory after {options.AtRestAfter}", Memory.Describe());
        return Judge(await world.Wrong());
    }

    static async Task<Latencies> Load(Workload work, int lanes, TimeSpan duration)
    {
        var latencies = new Latencies();
        var started = Time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
        {
            while (Time.GetElapsedTime(started) < duration)
            {
                await work.Ready(lane, ahead: 0);
                await Timed(work, lane, latencies);
            }
        })));
        return latencies;
    }

    /// <summary>Idle for as long as it takes the service to see it.</summary>
    static async Task Rest()
    {
        using var rest = new PeriodicTimer(3 * IdleMemory.Interval, Time);
        await rest.WaitForNextTickAsync();
    }

    /// <summary>Starts one at each tick, whether or not the one before has ended.</summary>
    static async Task<Latencies> Calm(Workload work, int lanes, TimeSpan duration)
    {
        var latencies = new Latencies();
        var running = new List<Task>();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / CalmPerSecond), Time);
        for (var n = 0; n < duration.TotalSeconds * CalmPerSecond; n++)
        {
            var lane = n % lanes;
            await work.Ready(lane, ahead: 0);
            await tick.WaitForNextTickAsync();
            running.Add(Timed(work, lane, latencies));
        }
        await Task.WhenAll(running);
        return latencies;
    }

    static async Task Timed(Workload work, int lane, Latencies latencies)
    {
        var at = Time.GetTimestamp();
        await work.Run(lane);
        latencies.Add(Time.GetElapsedTime(at));
    }

    static int Judge(IReadOnlyList<string> wrong)
    {
        foreach (var line in wrong)
            Print("WRONG", line);
        Print("check", wrong.Count == 0 ? "nothing open, no lock, no message; tree and index agree" : "FAILED");
        return wrong.Count == 0 ? 0 : 1;
    }

    static void Print(string what, string line) => Console.WriteLine($"{what,-24}{line}");
}
