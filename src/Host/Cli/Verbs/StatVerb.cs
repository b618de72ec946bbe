using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>stat URI</c>.</summary>
internal static class StatVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var uri = new Argument<string>("URI") { Description = "A file or a directory." };
        return new ServiceVerb("stat", "Show one file or directory.", environment) { uri }
            .Does(async (verb, cancellationToken) => verb.Show(
                await verb.Client.Get("fs/stat", cancellationToken, ("uri", verb.Arguments.GetValue(uri))),
                result => Rows.Print(environment, Facts(verb, result))));
    }

    static IEnumerable<string[]> Facts(VerbContext verb, JsonElement result)
    {
        yield return ["uri", result.Text("uri")];
        yield return ["kind", result.Flag("isDir") ? "directory" : "file"];
        if (result.Flag("isDir"))
            yield return ["index entries", verb.Human.Count(result.Number("count"))];
        else
            yield return ["size", verb.Human.Size(result.Number("size"))];
        yield return ["modified", verb.Human.Time(result.Time("modTime"))];
        yield return ["locked", result.Flag("isLocked") ? "yes" : "no"];
    }
}
