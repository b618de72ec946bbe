namespace Sagas.Host.Cli;

/// <summary>What the process answers its caller.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Refused, or failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>No service answers.</summary>
    public const int Unreachable = 3;
}
