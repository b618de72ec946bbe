using Sagas.Contracts;

namespace Sagas.Host.Http.Writing;

/// <summary>How long a write waits: for its locks, and for its end.</summary>
/// <param name="LockWait">Seconds; null = the configured default.</param>
/// <param name="End">When the caller gets a 504 instead of the outcome.</param>
internal sealed record WriteTimes(double? LockWait, TimeSpan End)
{
    /// <summary>Clients give up at 60 s.</summary>
    static readonly TimeSpan EndDefault = TimeSpan.FromSeconds(55);

    /// <summary>What a caller who is ready to wait long for locks gets on top.</summary>
    static readonly TimeSpan AfterLocks = TimeSpan.FromSeconds(25);

    public static WriteTimes Of(double? timeout, double? waitSeconds)
    {
        Check(timeout, "timeout");
        Check(waitSeconds, "wait_seconds");
        var patience = TimeSpan.FromSeconds(waitSeconds ?? 0) + AfterLocks;
        var end = timeout is > 0
            ? TimeSpan.FromSeconds(timeout.Value)
            : patience > EndDefault ? patience : EndDefault;
        return new WriteTimes(waitSeconds, end);
    }

    static void Check(double? seconds, string field)
    {
        if (seconds is { } value && !(value >= 0 && value <= Limits.WaitSecondsMax))
            throw ApiException.Invalid(field, $"is {value}; legal are 0 to {Limits.WaitSecondsMax} seconds");
    }
}
