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
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var now = time.GetUtcNow();
                tombstones.Sweep(now - options.Memory);
                await index.Sweep(now - options.Memory, stoppingToken);
                // After the time: what is accepted from here on names uploads that are younger, or were too old.
                uploads.Sweep(now - options.Uploads, await needed.Find(stoppingToken));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(7011, LogLevel.Error, "Sweeping failed; it is tried again in an hour")]
    partial void LogFailed(Exception exception);
}
