using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>locks</c>.</summary>
internal static class LocksVerb
{
    public static Command Create(CliEnvironment environment) =>
        new ServiceVerb(
            "locks", "Show path locks: who holds them, who waits in which order, ages, fencing tokens.", environment)
            .Does(async (verb, cancellationToken) => verb.Show(
                await verb.Client.Get("locks", cancellationToken),
                result => Rows.Print(environment, Lines(verb, result))));

    static IEnumerable<string[]> Lines(VerbContext verb, JsonElement result)
    {
        foreach (var path in result.EnumerateArray().GroupBy(held => (held.Text("account"), held.Text("uri"))))
        {
            yield return [$"{path.Key.Item2} ({path.Key.Item1})"];
            var place = 0;
            foreach (var one in path)
            {
                var held = one.Flag("held");
                yield return
                [
                    "  " + (held ? "held by" : $"{(++place).ToString(CultureInfo.InvariantCulture)}. waiting"),
                    one.Text("transaction_id"),
                    one.Text("mode"),
                    held ? $"token {one.Text("fencing_token")}" : "-",
                    verb.Human.Age(verb.Environment.Time.GetUtcNow() - one.Time("requested_at")),
                ];
            }
        }
    }
}
