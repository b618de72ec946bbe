using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Lifecycle;

/// <summary>
/// Forgets ended transactions when their retention is over: until then they are history, and the memory that makes
/// a command with the same id the same transaction. The audit of dead letters has a longer one of its own.
/// </summary>
internal sealed partial class RetentionService(
    IUnitOfWorkStore store, LifecycleOptions options, TimeProvider time, ILogger<RetentionService> logger)
    : BackgroundService
{
    const int BatchSize = 500;
    // After the first sweep of the participants: they must have forgotten an id when it is free again.
    static readonly TimeSpan First = TimeSpan.FromMinutes(30);
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, time, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await Forget(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>In small batches: each shares a commit with whatever else is going on.</summary>
    async Task Forget(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        int ended, told;
        do
        {
            (ended, told) = (0, 0);
            await store.Run(
                async unit =>
                {
                    ended = await unit.Forget(now - options.Retention, BatchSize);
                    told = await unit.ForgetAudit(now - options.AuditRetention, BatchSize);
                },
                stopping);
        }
        while (ended >= BatchSize || told >= BatchSize);
    }

    [LoggerMessage(120, LogLevel.Error, "Forgetting old transactions failed; it is tried again in an hour")]
    partial void LogFailed(Exception exception);
}
