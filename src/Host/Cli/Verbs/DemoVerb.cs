using System.CommandLine;
using Sagas.Host.Demo;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>demo</c>.</summary>
internal static class DemoVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var input = new Option<string?>("--input")
        {
            Description = "The folder of documents; else this project's own.",
            HelpName = "DIR",
        };
        var keep = new Option<bool>("--keep") { Description = "Keep the throwaway data folder." };
        var verb = new Command(
            "demo", "See it work in a throwaway folder: documents in, moved, a fault, a kill -9, the recovery.")
        {
            input,
            keep,
        };
        verb.SetAction((parsed, cancellationToken) => parsed.UnmatchedTokens.Count > 0
            ? Refuse(parsed.UnmatchedTokens[0])
            : DemoCommand.Run(
                new DemoOptions(parsed.GetValue(input), parsed.GetValue(keep)), environment, cancellationToken));
        return verb;

        Task<int> Refuse(string token)
        {
            environment.Error.WriteLine($"usage: '{token}' is more than demo takes.");
            return Task.FromResult(ExitCode.Usage);
        }
    }
}
