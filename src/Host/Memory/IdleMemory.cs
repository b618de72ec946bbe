namespace Sagas.Host.Memory;

/// <summary>
/// Trims the heap when the service has done something and is idle again. The collector runs when something is
/// allocated: without this, what the last work left would stay until the next (ADR 0021).
/// </summary>
internal sealed class IdleMemory(IHeap heap, TimeProvider time) : BackgroundService
{
    /// <summary>How often it is looked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Less than this in one interval is idleness: polls and probes.</summary>
    public const long IdleBytes = 2 << 20;

    /// <summary>Less than this since the last time is not worth the pause, some 25 ms.</summary>
    public const long WorthBytes = 16 << 20;

    long _before = heap.Allocated;
    long _trimmed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Look();
    }

    /// <summary>Trims if it is time; one call at a time.</summary>
    internal void Look()
    {
        var now = heap.Allocated;
        if (now - _before < IdleBytes && now - _trimmed >= WorthBytes)
        {
            heap.Trim();
            _trimmed = now;
        }
        _before = now;
    }
}
