using System.CommandLine;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>serve</c>, and no verb at all.</summary>
internal static class ServeVerb
{
    // The configuration takes any other key, too, and nobody reads it.
    static readonly string[] Sections = ["Sagas:", "ConnectionStrings:", "Kestrel:", "Logging:"];

    static readonly string[] Keys = ["contentRoot", "environment", "AllowedHosts"];

    public static Command Create(
        CliEnvironment environment, Func<ServeArguments, CancellationToken, Task<int>> serve)
    {
        var verb = new Command("serve", "Run the service until Ctrl-C. Settings are given as --Sagas:Key=value.");
        Prepare(verb, environment, serve);
        return verb;
    }

    /// <summary>Makes <paramref name="verb"/> serve.</summary>
    public static void Prepare(
        Command verb, CliEnvironment environment, Func<ServeArguments, CancellationToken, Task<int>> serve)
    {
        // Settings are no options of the command line: the host's configuration knows them.
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.UnmatchedTokens.FirstOrDefault(token => !IsSetting(token)) is { } unknown)
            {
                environment.Error.WriteLine(
                    $"usage: '{unknown}' is neither a verb nor a setting such as --Sagas:DataPath=./data.");
                return ExitCode.Usage;
            }
            return await serve(new ServeArguments([.. parsed.UnmatchedTokens]), cancellationToken);
        });
    }

    static bool IsSetting(string token)
    {
        var cut = token.IndexOf('=', StringComparison.Ordinal);
        if (cut < 0 || !token.StartsWith("--", StringComparison.Ordinal))
            return false;
        var key = token[2..cut];
        return Keys.Contains(key, StringComparer.OrdinalIgnoreCase)
            || Sections.Any(section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase));
    }
}
