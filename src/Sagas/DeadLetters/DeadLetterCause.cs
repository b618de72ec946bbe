namespace Sagas.DeadLetters;

/// <summary>Why a dead letter lies where it does. A broker has words of its own: "expired", "rejected", …
/// </summary>
public static class DeadLetterCause
{
    /// <summary>Reading it, or its consumer, threw.</summary>
    public const string Fault = "fault";

    /// <summary>The outbox could not send it, or on an in-memory transport nobody could consume it.</summary>
    public const string Parked = "parked";

    /// <summary>It carries no trace of how it came there.</summary>
    public const string Unknown = "unknown";
}
