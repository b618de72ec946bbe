namespace Sagas.Consumers.Steps;

/// <summary>What takes long and cannot say how far it is: a sync of gigabytes, a hash of many files.</summary>
static class LongWait
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A disk that hangs is not to hold locks for ever: from then on the step is silent, and undone.</summary>
    internal static readonly TimeSpan Max = TimeSpan.FromMinutes(15);

    /// <summary>Does <paramref name="work"/> on another thread and reports meanwhile, every few seconds, for a quarter
    /// of an hour: who is heard of is not taken for silent.</summary>
    public static async Task Reporting(Func<Task> work, Func<Task> report, TimeProvider clock)
    {
        var running = Task.Run(work);
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            var begun = clock.GetTimestamp();
            while (await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask()) != running
                && clock.GetElapsedTime(begun) < Max)
                await report();
        }
        finally
        {
            // Also when a report is cancelled: nobody may clear away what is still being written.
            await running;
        }
    }
}
