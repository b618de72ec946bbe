using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>tree [URI]</c>.</summary>
internal static class TreeVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var uri = new Argument<string>("URI")
        {
            Description = "Where to begin.",
            DefaultValueFactory = _ => Contracts.VikingUri.Scheme,
        };
        var all = new Option<bool>("--all", "-a") { Description = "Show files that start with a dot." };
        var levels = new Option<int?>("--levels", "-L") { Description = "How deep to go.", HelpName = "N" };
        var limit = new Option<int?>("--limit") { Description = "At most so many entries.", HelpName = "N" };
        return new ServiceVerb("tree", "Show a directory with what is below it.", environment)
        {
            uri, all, levels, limit,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Get(
                "fs/tree", cancellationToken,
                ("uri", verb.Arguments.GetValue(uri)),
                ("output", "original"),
                ("show_all_hidden", verb.Arguments.GetValue(all)),
                ("level_limit", verb.Arguments.GetValue(levels)),
                ("limit", verb.Arguments.GetValue(limit))),
            result =>
            {
                verb.Say(verb.Arguments.GetValue(uri)!);
                foreach (var entry in result.EnumerateArray())
                    verb.Say(Line(entry));
            }));
    }

    static string Line(JsonElement entry)
    {
        var depth = entry.Text("rel_path").Count(c => c == '/') + 1;
        return new string(' ', depth * 2) + Rows.Safe(entry.Text("name")) + (entry.Flag("isDir") ? "/" : "");
    }
}
