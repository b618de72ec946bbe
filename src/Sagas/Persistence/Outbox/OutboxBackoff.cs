namespace Sagas.Persistence.Outbox;

/// <summary>How long a row rests after it could not be sent: doubling, up to five minutes.</summary>
internal static class OutboxBackoff
{
    const int HangsMax = 6;

    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Min(attempts, 8)));

    /// <summary>
    /// The same for one whose sending has not come to an end so often in a row, each time in the place of another:
    /// doubling, up to a minute, since it may be the broker that hangs.
    /// </summary>
    public static TimeSpan AfterHanging(int attempts, int hangs) =>
        attempts + hangs <= HangsMax ? After(attempts + hangs) : After(Math.Max(attempts, HangsMax));
}
