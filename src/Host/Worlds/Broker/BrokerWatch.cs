namespace Sagas.Host.Worlds.Broker;

/// <summary>Writes one line to the log whenever the broker becomes unusable or usable again, from the start on.
/// </summary>
internal sealed partial class BrokerWatch(BrokerProbe probe, TimeProvider time, ILogger<BrokerWatch> logger)
    : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? last = null;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                var trouble = await probe.Trouble(stoppingToken);
                if (trouble is not null && trouble != last)
                    LogTrouble(trouble);
                else if (trouble is null && last is not null)
                    LogUsable();
                last = trouble;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    [LoggerMessage(301, LogLevel.Warning, "{Trouble}. Commands are kept and wait for it")]
    partial void LogTrouble(string trouble);

    [LoggerMessage(302, LogLevel.Information, "RabbitMQ takes messages again")]
    partial void LogUsable();
}
