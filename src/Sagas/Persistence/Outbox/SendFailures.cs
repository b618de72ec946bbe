using Microsoft.Extensions.Logging;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// Tells the log of messages that could not be sent: the first of a burst at once, the others in one line when the
/// burst is over. An outage makes hundreds of them at the same moment, all for the same reason. Thread-safe.
/// </summary>
internal sealed partial class SendFailures(TimeProvider time, ILogger logger)
{
    readonly Burst _sends = new(time);
    readonly Burst _writes = new(time);
    int _again;

    /// <summary>It is tried again later, or parked.</summary>
    public void Failed(OutboxRow row, Exception exception)
    {
        if (row.Parked)
            LogParked(exception, row.Destination, row.Attempts);
        else if (_sends.Begins())
            LogFailed(row.Destination, row.Attempts, exception.GetType().Name, exception.Message);
    }

    /// <summary>And that could not be written down either: it is found as it was before.</summary>
    public void Unwritten(Exception exception)
    {
        if (_writes.Begins())
            LogUnwritten(exception);
    }

    /// <summary>It was on its way when the connection was lost, and goes out by the next one.</summary>
    public void LostOnItsWay() => Interlocked.Increment(ref _again);

    /// <summary>Time has passed: says what has gathered.</summary>
    public void Report()
    {
        if (Interlocked.Exchange(ref _again, 0) is > 0 and var again)
            LogAgain(again);
        if (_sends.Over() is > 0 and var more)
            LogMore(more);
        if (_writes.Over() is > 0 and var unwritten)
            LogMoreUnwritten(unwritten);
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

    [LoggerMessage(103, LogLevel.Error, "Writing down that a message could not be sent failed")]
    partial void LogUnwritten(Exception exception);

    [LoggerMessage(107, LogLevel.Error, "Writing it down failed {Count} more times since then")]
    partial void LogMoreUnwritten(int count);
}
