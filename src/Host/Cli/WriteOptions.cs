using System.CommandLine;

namespace Sagas.Host.Cli;

/// <summary>The option of every verb that changes something.</summary>
internal static class WriteOptions
{
    public static Option<double?> Wait()
    {
        var wait = new Option<double?>("--wait")
        {
            Description = "How long to wait for paths that are locked; 0 = not at all; else the service's default.",
            HelpName = "SECONDS",
        };
        wait.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<double?>() is { } seconds
                && !(seconds is >= 0 and <= Contracts.Limits.WaitSecondsMax))
                result.AddError($"--wait is {seconds}; legal are 0 to {Contracts.Limits.WaitSecondsMax} seconds.");
        });
        return wait;
    }
}
