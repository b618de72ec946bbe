using System.CommandLine;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>cat URI</c>.</summary>
internal static class CatVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var uri = new Argument<string>("URI") { Description = "A file." };
        return new ServiceVerb("cat", "Print a file, byte for byte.", environment) { uri }
            .Does(async (verb, cancellationToken) =>
            {
                var query = ("uri", (object?)verb.Arguments.GetValue(uri));
                if (verb.Json)
                    return verb.Show(
                        await verb.Client.Get("content/read", cancellationToken, query), _ => { });
                await using var output = environment.OpenOutput();
                await verb.Client.Download("content/download", output, cancellationToken, query);
                return ExitCode.Ok;
            });
    }
}
