using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.VectorIndex;

namespace Sagas.Consumers.Steps;

/// <summary>Deletes what the participants remember, when it is too old to matter.</summary>
internal sealed partial class SweepService(
    ITombstones tombstones, IUploads uploads, IIndexChanges index, SweepOptions options, TimeProvider time,
    ILogger<SweepService> logger) : BackgroundService
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
                uploads.Sweep(now - options.Uploads);
                await index.Sweep(now - options.Memory, stoppingToken);
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
