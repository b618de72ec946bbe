using System.Text.Json;

namespace Sagas.Scenarios.Worlds;

/// <summary>Sessions as their files, for scenarios about what comes after the talking.</summary>
public static class SessionSeed
{
    /// <summary>What is said unless a scenario has words of its own; each but the first is worth remembering.</summary>
    public static IReadOnlyList<string> Talk { get; } =
    [
        "Good morning.",
        "I prefer green tea in the morning.",
        "The lighthouse is on the northern cliff.",
        "We decided to paint the boats blue.",
        "You need to mend the sail before Friday.",
    ];

    /// <summary>A session with messages.</summary>
    public static string Put(Stores stores, string user, string session, params IReadOnlyList<string> said)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var uri = $"viking://user/{user}/sessions/{session}";
        var info = new { created_at = DateTimeOffset.UnixEpoch, account = "default", user };
        stores.Put($"{uri}/.meta.json", JsonSerializer.Serialize(info));
        stores.Put($"{uri}/messages.jsonl", string.Concat(said.Select(Line)));
        return uri;
    }

    static string Line(string text, int number) => JsonSerializer.Serialize(new
    {
        id = FormattableString.Invariant($"m{number}"),
        role = "user",
        parts = new[] { new { type = "text", text } },
        created_at = DateTimeOffset.UnixEpoch,
        estimated_tokens = text.Length / 4,
    }) + "\n";
}
