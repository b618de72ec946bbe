using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>tree [URI]</c>.</summary>
internal static class TreeVerb
{
    const int LevelsDefault = 3;

    public static Command Create(CliEnvironment environment)
    {
        var uri = new Argument<string>("URI")
        {
            Description = "Where to begin.",
            DefaultValueFactory = _ => Contracts.VikingUri.Scheme,
        };
        var all = new Option<bool>("--all", "-a") { Description = "Show files that start with a dot." };
        var levels = new Option<int>("--levels", "-L")
        {
            Description = "How deep to go.",
            HelpName = "N",
            DefaultValueFactory = _ => LevelsDefault,
        };
        var limit = EntryLimit.Option();
        return new ServiceVerb("tree", "Show a directory with what is below it.", environment)
        {
            uri, all, levels, limit,
        }.Does(async (verb, cancellationToken) =>
        {
            var (shown, depth) = (verb.Arguments.GetValue(limit), Math.Max(verb.Arguments.GetValue(levels), 1));
            var found = await verb.Client.Get(
                "fs/tree", cancellationToken,
                ("uri", verb.Arguments.GetValue(uri)),
                ("output", "original"),
                ("show_all_hidden", verb.Arguments.GetValue(all)),
                ("level_limit", depth),
                ("limit", EntryLimit.Asked(shown)));
            var entries = EntryLimit.Cut(verb, found, shown);
            if (entries.EnumerateArray().Any(entry => entry.Flag("isDir") && Depth(entry) >= depth))
                verb.Hint($"directories {depth} levels down were not opened: --levels N goes deeper");
            return verb.Show(entries, _ =>
            {
                verb.Say(verb.Arguments.GetValue(uri)!);
                foreach (var entry in entries.EnumerateArray())
                    verb.Say(Line(entry));
            });
        });
    }

    static string Line(JsonElement entry) =>
        new string(' ', Depth(entry) * 2) + Rows.Safe(entry.Text("name")) + (entry.Flag("isDir") ? "/" : "");

    static int Depth(JsonElement entry) => entry.Text("rel_path").Count(c => c == '/') + 1;
}
