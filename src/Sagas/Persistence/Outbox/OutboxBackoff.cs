namespace Sagas.Persistence.Outbox;

/// <summary>How long a row rests after it could not be sent: doubling, up to five minutes.</summary>
internal static class OutboxBackoff
{
    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Min(attempts, 8)));
}
