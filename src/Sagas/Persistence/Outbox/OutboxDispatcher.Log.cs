using Microsoft.Extensions.Logging;

namespace Sagas.Persistence.Outbox;

internal sealed partial class OutboxDispatcher
{
    [LoggerMessage(100, LogLevel.Information, "Sending {Count} messages that a process left behind")]
    partial void LogTakenOver(int count);

    [LoggerMessage(102, LogLevel.Error, "Looking for due messages failed")]
    partial void LogPollFailed(Exception exception);

    [LoggerMessage(108, LogLevel.Error, "It failed {Count} more times since then")]
    partial void LogMorePollsFailed(int count);
}
