using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>find TEXT</c>.</summary>
internal static class FindVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var text = new Argument<string>("TEXT") { Description = "What to look for, in your own words." };
        var below = new Option<string?>("--in") { Description = "Only at or below this URI.", HelpName = "URI" };
        var limit = new Option<int>("--limit")
        {
            Description = "At most so many hits.",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        var since = Moment("--since", "Only what was written at this time or later: 2026-08-22, or an age: 7d, 12h.");
        var until = Moment("--until", "Only what was written at this time or earlier.");
        return new ServiceVerb("find", "Search by meaning: score, URI, abstract.", environment)
        {
            text, below, limit, since, until,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Post(
                "search/find",
                new
                {
                    Query = verb.Arguments.GetValue(text),
                    TargetUri = verb.Arguments.GetValue(below) ?? "",
                    Limit = verb.Arguments.GetValue(limit),
                    Since = verb.Arguments.GetValue(since),
                    Until = verb.Arguments.GetValue(until),
                },
                cancellationToken),
            result => Rows.Print(environment, Hits(result))));
    }

    static Option<string?> Moment(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME" };

    static IEnumerable<string[]> Hits(JsonElement result) => result.Items("memories")
        .Concat(result.Items("resources"))
        .Concat(result.Items("skills"))
        .OrderByDescending(hit => hit.GetProperty("score").GetDouble())
        .Select(hit => new[]
        {
            hit.GetProperty("score").GetDouble().ToString("0.000", CultureInfo.InvariantCulture),
            hit.Text("uri"),
            Short(hit.Text("abstract")),
        });

    static string Short(string text)
    {
        const int shown = 100;
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > shown ? line[..shown] + "..." : line;
    }
}
