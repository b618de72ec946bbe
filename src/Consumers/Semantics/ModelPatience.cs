namespace Sagas.Consumers.Semantics;

/// <summary>
/// How long a run waits for a model that cannot be asked: 2 s, 8 s, 32 s, 2 min, 8.5 min, then every 15 min for a day.
/// A service that restarts is met again within seconds, one that is away for hours soon after it is back.
/// </summary>
internal static class ModelPatience
{
    /// <summary>How often it is put off; then the message is a dead letter, and waits for a person.</summary>
    public const int AttemptsMax = 101;

    static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The pause after so many others.</summary>
    public static TimeSpan PauseAfter(int attempts)
    {
        var pause = First * Math.Pow(4, Math.Clamp(attempts, 0, 8));
        return pause < Longest ? pause : Longest;
    }
}
