namespace Sagas.Host.DeadLetters;

/// <summary>Headers of dead letters: this project's own, MassTransit's, and the broker's.</summary>
internal static class LetterHeaders
{
    /// <summary>Why, in one sentence that names the field.</summary>
    public const string Reason = "Sagas-Reason";

    /// <summary>Who sent it, when the broker had checked that: the property itself cannot be passed on.</summary>
    public const string UserId = "Sagas-User-Id";

    /// <summary>On a message that was replayed: the dead letter that it was.</summary>
    public const string ReplayOf = "Sagas-Replay-Of";

    public const string FaultPrefix = "MT-Fault-";
    public const string ExceptionType = "MT-Fault-ExceptionType";
    public const string FaultMessage = "MT-Fault-Message";
    public const string FaultTime = "MT-Fault-Timestamp";
    public const string InputAddress = "MT-Fault-InputAddress";
    public const string MessageType = "MT-Fault-MessageType";
    public const string MassTransitReason = "MT-Reason";
    public const string Deaths = "x-death";

    /// <summary>Whether it was added on the way to the dead letters, and must not go with a replay.</summary>
    public static bool IsOfTheDeath(string name) =>
        name.StartsWith(FaultPrefix, StringComparison.Ordinal)
        || HostHeaders.Contains(name)
        || name is MassTransitReason or Reason or Deaths or "x-delivery-count"
        || name.StartsWith("x-first-death-", StringComparison.Ordinal)
        || name.StartsWith("x-last-death-", StringComparison.Ordinal);

    static readonly HashSet<string> HostHeaders = new(StringComparer.Ordinal)
    {
        "MT-Host-MachineName", "MT-Host-ProcessName", "MT-Host-ProcessId", "MT-Host-Assembly",
        "MT-Host-AssemblyVersion", "MT-Host-MassTransitVersion", "MT-Host-FrameworkVersion",
        "MT-Host-OperatingSystemVersion",
    };
}
