using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.VectorIndex;

namespace Sagas.Consumers.Steps;

/// <summary>Deletes what the participants remember, when it is too old to matter.</summary>
internal sealed partial class SweepService(
    ITombstones tombstones, IUploads uploads, INeededUploads needed, IIndexChanges index, SweepOptions options,
    TimeProvider time, ILogger<SweepService> logger) : BackgroundService
{
    // Messages of before a stop come right after the start: what refuses them must still be there then, and the uploads
    // that they name.
    static readonly TimeSpan First = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, time, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var now = time.GetUtcNow();
            // One by one: what fails every time must not keep the others from ever being swept.
            await Try("tombstones", () => Task.FromResult(tombstones.Sweep(now - options.Memory)), stoppingToken);
            // What is needed is asked for after the time was taken: what is accepted later names uploads that are
            // younger, or were too old.
            await Try(
                "uploads", async () => uploads.Sweep(now - options.Uploads, await needed.Find(stoppingToken)),
                stoppingToken);
            await Try("the index", () => index.Sweep(now - options.Memory, stoppingToken), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task Try(string what, Func<Task<int>> sweep, CancellationToken stoppingToken)
    {
        try
        {
            await sweep();
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(what, exception);
        }
    }

    [LoggerMessage(7011, LogLevel.Error, "Sweeping {What} failed; it is tried again in an hour")]
    partial void LogFailed(string what, Exception exception);
}
