using System.Net.Http.Json;
using System.Text.Json;

namespace Sagas.Benchmarks;

/// <summary>How long a client waits for the answer to a commit: until its messages are archived, durably.</summary>
internal static class CommitBenchmark
{
    const int Messages = 100;
    const int Rounds = 200;
    static readonly TimeProvider Time = TimeProvider.System;

    public static async Task<int> Run()
    {
        await using var world = await World.Start();
        using var http = new HttpClient { BaseAddress = new Uri(world.Url) };
        var number = 0;
        Console.WriteLine("warm-up " + await WarmUp.Run(async slice =>
        {
            for (var started = Time.GetTimestamp(); Time.GetElapsedTime(started) < slice;)
                await Commit(world, http, number++);
        }));
        var latencies = new Latencies();
        for (var round = 0; round < Rounds; round++)
            latencies.Add(await Commit(world, http, number++));
        Console.WriteLine($"commit of {Messages} messages, answer: {latencies}");
        var wrong = await world.Wrong();
        foreach (var line in wrong)
            Console.WriteLine($"WRONG {line}");
        return wrong.Count == 0 ? 0 : 1;
    }

    /// <summary>One at a time: what follows the answer must not slow the next one down.</summary>
    static async Task<TimeSpan> Commit(World world, HttpClient http, int number)
    {
        var session = FormattableString.Invariant($"bench-{number}");
        Seed(world, session);
        var at = Time.GetTimestamp();
        using var answer = await http.PostAsJsonAsync($"api/v1/sessions/{session}/commit", new { });
        answer.EnsureSuccessStatusCode();
        var took = Time.GetElapsedTime(at);
        await world.Settle();
        return took;
    }

    static void Seed(World world, string session)
    {
        var folder = Path.Combine(world.Documents, "..", "user", "default", "sessions", session);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ".meta.json"), JsonSerializer.Serialize(
            new { created_at = DateTimeOffset.UnixEpoch, account = "default", user = "default" }));
        File.WriteAllLines(Path.Combine(folder, "messages.jsonl"), Enumerable.Range(0, Messages).Select(Line));
    }

    static string Line(int number) => JsonSerializer.Serialize(new
    {
        id = FormattableString.Invariant($"m{number}"),
        role = "user",
        parts = new[] { new { type = "text", text = $"This is message {number} of a talk about the harbour." } },
        created_at = DateTimeOffset.UnixEpoch,
        estimated_tokens = 12,
    });
}
