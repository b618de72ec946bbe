using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary>Dead letters in lines of columns.</summary>
internal static class DeadLetterLines
{
    public static IEnumerable<string[]> Groups(VerbContext verb, JsonElement listing)
    {
        foreach (var group in listing.Items("groups"))
        {
            yield return
            [
                $"{verb.Human.Count(group.Number("count"))} x",
                group.Text("group"),
                string.Join(",", group.Items("queues")),
                verb.Human.Time(group.Time("first_seen")),
                verb.Human.Time(group.Time("last_seen")),
                group.Text("reason"),
            ];
        }
    }

    public static string[] Line(VerbContext verb, JsonElement letter) =>
    [
        letter.Text("id"),
        letter.Text("message_type"),
        Or(letter.Text("queue"), "-"),
        verb.Human.Time(letter.Time("failed_at")),
        Or(letter.Text("transaction_id"), "-"),
        letter.Text("reason"),
    ];

    public static IEnumerable<string[]> Facts(VerbContext verb, JsonElement shown)
    {
        var letter = shown.GetProperty("letter");
        yield return ["id", letter.Text("id")];
        yield return ["failed", verb.Human.Time(letter.Time("failed_at"))];
        yield return ["cause", letter.Text("cause")];
        yield return ["exception", Or(letter.Text("exception_type"), "-")];
        yield return ["reason", letter.Text("reason")];
        yield return ["message", letter.Text("message_type")];
        yield return ["queue", Or(letter.Text("queue"), "-")];
        yield return ["message id", Or(letter.Text("message_id"), "-")];
        yield return ["transaction", Or(letter.Text("transaction_id"), "-")];
        yield return ["bytes", letter.Text("bytes")];
        foreach (var header in shown.GetProperty("headers").EnumerateObject())
            yield return ["header", header.Name, header.Value.ToString()];
        foreach (var action in shown.Items("actions"))
        {
            yield return
            [
                "action", verb.Human.Time(action.Time("at")), action.Text("by"), action.Text("action"),
                action.Text("result"), action.Text("why"),
            ];
        }
    }

    public static IEnumerable<string[]> Outcomes(IEnumerable<JsonElement> outcomes) => outcomes.Select(outcome => new[]
    {
        outcome.Text("id"),
        outcome.Text("result"),
        Or(outcome.Text("problem"), outcome.Text("note")),
    });

    /// <summary>The dead letters of a transaction. That they cannot be looked at is no reason to hide the rest.
    /// </summary>
    public static async Task<IReadOnlyList<string[]>> OfTransaction(
        VerbContext verb, string id, CancellationToken cancellationToken)
    {
        try
        {
            var listing = await verb.Client.Get("dead-letters", cancellationToken, ("transaction_id", id));
            return [.. listing.Items("items").Select(letter => new[]
            {
                "dead letter", letter.Text("id"), letter.Text("message_type"), letter.Text("reason"),
            })];
        }
        catch (ServiceException unknown)
        {
            return [["dead letters", "unknown", unknown.Message]];
        }
    }

    static string Or(string text, string other) => text.Length > 0 ? text : other;
}
