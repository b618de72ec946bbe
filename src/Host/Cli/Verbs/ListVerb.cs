using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>ls [URI]</c>.</summary>
internal static class ListVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var uri = new Argument<string>("URI")
        {
            Description = "The directory.",
            DefaultValueFactory = _ => Contracts.VikingUri.Scheme,
        };
        var all = new Option<bool>("--all", "-a") { Description = "Show files that start with a dot." };
        var limit = EntryLimit.Option();
        return new ServiceVerb("ls", "List a directory: size, time, name.", environment) { uri, all, limit }
            .Does(async (verb, cancellationToken) =>
            {
                var shown = verb.Arguments.GetValue(limit);
                var found = await verb.Client.Get(
                    "fs/ls", cancellationToken,
                    ("uri", verb.Arguments.GetValue(uri)),
                    ("output", "original"),
                    ("show_all_hidden", verb.Arguments.GetValue(all)),
                    ("limit", EntryLimit.Asked(shown)));
                return verb.Show(
                    EntryLimit.Cut(verb, found, shown),
                    result => Rows.Print(environment, result.EnumerateArray().Select(entry => Row(verb, entry))));
            });
    }

    static string[] Row(VerbContext verb, JsonElement entry) =>
    [
        entry.Flag("isDir") ? "-" : verb.Human.Size(entry.Number("size")),
        verb.Human.Time(entry.Time("modTime")),
        entry.Text("name") + (entry.Flag("isDir") ? "/" : ""),
    ];
}
