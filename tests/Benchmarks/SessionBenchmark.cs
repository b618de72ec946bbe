using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;

namespace Sagas.Benchmarks;

/// <summary>Messages added over HTTP by many clients, and what the archive step takes in time and memory.</summary>
internal static class SessionBenchmark
{
    const int Clients = 16;
    const int StepRounds = 50;
    const int StepMessages = 100;
    const int LargeBytes = 10 << 20;
    static readonly TimeProvider Time = TimeProvider.System;

    public static async Task<int> Run(BenchmarkOptions options)
    {
        await Add("each a session of its own", options.Seconds, client => $"bench-{client}");
        await Add("all in one session", options.Seconds, _ => "bench-shared");
        await Step();
        await Large();
        return 0;
    }

    static async Task Add(string what, double seconds, Func<int, string> session)
    {
        await using var world = await World.Start();
        using var http = new HttpClient { BaseAddress = new Uri(world.Url) };
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => Say(http, session(n), n)));
        var latencies = new Latencies();
        var started = Time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var n = 0; Time.GetElapsedTime(started).TotalSeconds < seconds; n++)
            {
                var at = Time.GetTimestamp();
                await Say(http, session(client), n);
                latencies.Add(Time.GetElapsedTime(at));
            }
        })));
        var rate = latencies.Count / Time.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"{Clients} clients, {what}: {rate:0} messages/s   {latencies}"));
    }

    static async Task Say(HttpClient http, string session, int number)
    {
        using var answer = await http.PostAsJsonAsync(
            $"api/v1/sessions/{session}/messages", new { role = "user", content = $"This is message {number}." });
        answer.EnsureSuccessStatusCode();
    }

    static async Task Step()
    {
        using var files = new SessionFiles();
        var latencies = new Latencies();
        for (var round = 0; round < StepRounds; round++)
        {
            files.Fill(Lines(StepMessages, 100));
            latencies.Add(await files.Archive());
        }
        Console.WriteLine($"archive step of {StepMessages} messages: {latencies}");
    }

    static async Task Large()
    {
        const int line = 1000;
        using var files = new SessionFiles();
        files.Fill(Lines(10, line));
        await files.Archive();
        files.Fill(Lines(LargeBytes / line, line));
        var (before, heap) = (WorkingSet(), GC.GetTotalAllocatedBytes(precise: true));
        var took = await files.Archive();
        Console.WriteLine(FormattableString.Invariant(
            $"archive of {LargeBytes >> 20} MB: {took.TotalMilliseconds:0} ms, {(WorkingSet() - before) / 1e6:0.0} MB ")
            + FormattableString.Invariant(
            $"more working set, {(GC.GetTotalAllocatedBytes(precise: true) - heap) / 1e6:0.0} MB allocated in all"));
    }

    static string Lines(int count, int bytes)
    {
        var text = new StringBuilder();
        for (var n = 0; n < count; n++)
        {
            var words = new string('x', Math.Max(bytes - 130, 1));
            text.Append(FormattableString.Invariant(
                $$"""{"id":"m{{n}}","role":"user","parts":[{"type":"text","text":"{{words}}"}],"""));
            text.Append("\"created_at\":\"2026-08-22T09:37:44+00:00\",\"estimated_tokens\":25}\n");
        }
        return text.ToString();
    }

    static long WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
