using System.Net.Http.Json;

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
        await Talk(http, session);
        await world.Settle();
        var at = Time.GetTimestamp();
        using var answer = await http.PostAsJsonAsync($"api/v1/sessions/{session}/commit", new { });
        answer.EnsureSuccessStatusCode();
        var took = Time.GetElapsedTime(at);
        await world.Settle();
        return took;
    }

    static async Task Talk(HttpClient http, string session)
    {
        var messages = Enumerable.Range(0, Messages)
            .Select(n => new { role = "user", content = $"This is message {n} of a talk about the harbour." });
        using var answer = await http.PostAsJsonAsync($"api/v1/sessions/{session}/messages/batch", new { messages });
        answer.EnsureSuccessStatusCode();
    }
}
