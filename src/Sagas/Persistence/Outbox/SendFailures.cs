using Microsoft.Extensions.Logging;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// Tells the log of messages that could not be sent: the first of a burst at once, the others in one line when the
/// burst is over. An outage makes hundreds of them at the same moment, all for the same reason. Thread-safe.
/// </summary>
internal sealed partial class SendFailures(TimeProvider time, ILogger logger)
{
    static readonly TimeSpan Burst = TimeSpan.FromSeconds(10);

    readonly Lock _gate = new();
    long? _began;
    int _more;
    int _again;

    /// <summary>It is tried again later, or parked.</summary>
    public void Failed(OutboxRow row, Exception exception)
    {
        if (row.Parked)
        {
            LogParked(exception, row.Destination, row.Attempts);
            return;
        }
        lock (_gate)
        {
            if (_began is not null)
            {
                _more++;
                return;
            }
            _began = time.GetTimestamp();
        }
        LogFailed(row.Destination, row.Attempts, exception.GetType().Name, exception.Message);
    }

    /// <summary>It was on its way when the connection was lost, and goes out by the next one.</summary>
    public void LostOnItsWay()
    {
        lock (_gate)
            _again++;
    }

    /// <summary>Time has passed: says what has gathered.</summary>
    public void Report()
    {
        int more, again;
        lock (_gate)
        {
            (again, _again) = (_again, 0);
            more = 0;
            if (_began is { } began && time.GetElapsedTime(began) >= Burst)
                (more, _more, _began) = (_more, 0, null);
        }
        if (again > 0)
            LogAgain(again);
        if (more > 0)
            LogMore(more);
    }

    [LoggerMessage(101, LogLevel.Warning, "Sending to {Destination} failed (attempt {Attempt}): {Type}: {Problem}")]
    partial void LogFailed(string destination, int attempt, string type, string problem);

    [LoggerMessage(104, LogLevel.Warning, "Sending {Count} more messages failed since then; they are tried again")]
    partial void LogMore(int count);

    [LoggerMessage(105, LogLevel.Error,
        "A message to {Destination} is parked after {Attempts} attempts: see sagas dlq")]
    partial void LogParked(Exception exception, string destination, int attempts);

    [LoggerMessage(106, LogLevel.Information,
        "The connection was lost with {Count} messages on their way; they go out again when there is a new one")]
    partial void LogAgain(int count);
}
