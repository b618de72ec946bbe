using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary>A transaction in lines of columns.</summary>
internal static class TransactionLines
{
    public static string[] Line(VerbContext verb, JsonElement view) =>
    [
        view.Text("id"),
        view.Text("operation"),
        view.Text("phase"),
        OutcomeOf(view),
        verb.Human.Time(view.Time("created_at")),
        string.Join(" -> ", view.Items("uris")),
    ];

    public static IEnumerable<string[]> Facts(VerbContext verb, JsonElement view)
    {
        yield return ["id", view.Text("id")];
        yield return ["operation", view.Text("operation")];
        foreach (var uri in view.Items("uris"))
            yield return ["uri", uri.ToString()];
        yield return ["caller", $"{view.Text("account")}/{view.Text("user")}"];
        yield return ["phase", view.Text("phase")];
        yield return ["outcome", Or(view.Text("outcome"), "-")];
        if (view.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.Object)
            yield return ["reason", $"{reason.Text("code")}: {reason.Text("message")}"];
        foreach (var fact in CommitFacts(verb, view))
            yield return fact;
        yield return ["fencing token", Or(view.Text("fencing_token"), "-")];
        yield return ["created", verb.Human.Time(view.Time("created_at"))];
        yield return ["updated", verb.Human.Time(view.Time("updated_at"))];
    }

    /// <summary>A session commit goes on when its first transaction has ended.</summary>
    static string OutcomeOf(JsonElement view) => CommitOf(view) is { } commit
        ? $"{Or(view.Text("outcome"), "-")}, {commit.Text("phase")}"
        : Or(view.Text("outcome"), "-");

    static IEnumerable<string[]> CommitFacts(VerbContext verb, JsonElement view)
    {
        if (CommitOf(view) is not { } commit)
            yield break;
        yield return ["commit", commit.Text("phase")];
        if (commit.Text("archive") is { Length: > 0 } archive)
            yield return ["archive", $"{archive}, {commit.Text("messages")} messages"];
        if (commit.Text("skipped_because") is { Length: > 0 } skipped)
            yield return ["skipped because", skipped];
        if (commit.Number("attempt") > 0)
            yield return ["attempt", commit.Text("attempt")];
        if (commit.Text("next_at").Length > 0)
            yield return ["next attempt", commit.Text("next_at")];
        if (commit.Text("memory_transaction") is { Length: > 0 } memory)
            yield return ["memory transaction", memory];
        if (commit.TryGetProperty("extracted", out var extracted) && extracted.ValueKind == JsonValueKind.Object)
            yield return ["memories", MemoryCounts.Of(extracted)];
        if (commit.TryGetProperty("usage", out var usage) && usage.Number("total_tokens") > 0)
            yield return ["model tokens", usage.Text("total_tokens")];
        if (commit.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.Object)
            yield return ["commit reason", $"{reason.Text("code")}: {reason.Text("message")}"];
    }

    static JsonElement? CommitOf(JsonElement view) =>
        view.TryGetProperty("commit", out var commit) && commit.ValueKind == JsonValueKind.Object ? commit : null;

    public static string[] Step(JsonElement step) =>
    [
        $"step {step.Text("index")}",
        step.Text("kind"),
        step.Text("status"),
        $"{step.Text("attempts")} sent",
        ProgressOf(step) ?? step.Text("error"),
    ];

    /// <summary>How far a step is that is under way; null when it has not said.</summary>
    public static string? ProgressOf(JsonElement step)
    {
        if (!step.TryGetProperty("progress", out var progress) || progress.ValueKind != JsonValueKind.Object)
            return null;
        var total = progress.TryGetProperty("total", out var known) && known.ValueKind == JsonValueKind.Number
            ? $" of {known}"
            : "";
        return $"{progress.Text("done")}{total} {progress.Text("unit")}";
    }

    public static IEnumerable<string[]> Locks(JsonElement view, JsonElement locks) => locks.EnumerateArray()
        .Where(held => held.Text("transaction_id") == view.Text("id"))
        .Select(held => new[]
        {
            held.Flag("held") ? "lock held" : "lock awaited",
            held.Text("mode"),
            held.Text("uri"),
        });

    public static IEnumerable<string[]> Timers(VerbContext verb, JsonElement view) => view.Items("timers")
        .Select(timer => new[] { "timer", timer.Text("kind"), verb.Human.Until(timer.Time("due")) });

    static string Or(string text, string other) => text.Length > 0 ? text : other;
}
