using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sagas.Contracts;

namespace Sagas.Host.Cli;

/// <summary>The option of every verb that changes something.</summary>
internal static class WriteOptions
{
    public static Option<double?> Wait() => new("--wait")
    {
        Description = "How long to wait for paths that are locked; 0 = not at all; else the service's default.",
        HelpName = "SECONDS",
        CustomParser = Seconds,
    };

    static double? Seconds(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= Limits.WaitSecondsMax)
            return seconds;
        result.AddError($"--wait is '{text}'; legal are 0 to {Limits.WaitSecondsMax} seconds.");
        return null;
    }
}
