using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sagas.Testing.Models;

/// <summary>
/// A tiny OpenAI-compatible service on the loopback: chat and embeddings, with an answer by a script for each request.
/// Thread-safe.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    const int Dimensions = 64;
    readonly WebApplication _app;
    readonly ConcurrentQueue<ModelReply> _next = new();
    int _running;
    int _runningMax;

    ModelServer(WebApplication app) => _app = app;

    /// <summary>What a client is configured with.</summary>
    public string Endpoint => _app.Urls.First() + "/v1";

    /// <summary>What is answered when nothing else was asked for.</summary>
    public Func<string, ModelReply> Usually { get; set; } = _ => new ModelReply.Says("""{"memories":[]}""");

    /// <summary>What is done with texts to embed; null = they are embedded.</summary>
    public Func<IReadOnlyList<string>, ModelReply?> Embedding { get; set; } = _ => null;

    /// <summary>The bodies of the chat requests, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>How many chat requests there were at the same time at the most.</summary>
    public int RunningMax => _runningMax;

    /// <summary>Starts one on a free port; <paramref name="url"/> for a fixed one.</summary>
    public static async Task<ModelServer> Start(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var server = new ModelServer(builder.Build());
        server._app.MapPost("/v1/chat/completions", server.Chat);
        server._app.MapPost("/v1/embeddings", server.Embed);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The next chat request is answered so; several are answered in the order of the calls.</summary>
    public ModelServer Next(params ModelReply[] replies)
    {
        foreach (var reply in replies)
            _next.Enqueue(reply);
        return this;
    }

    async Task Chat(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Asked.Enqueue(body);
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _runningMax, running);
        try
        {
            await Answer(context, _next.TryDequeue(out var next) ? next : Usually(body));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    static async Task Answer(HttpContext context, ModelReply reply)
    {
        try
        {
            await Reply(context, reply);
        }
        catch (OperationCanceledException)
        {
            // The client has gone away: that is what it was to do.
        }
    }

    static async Task Reply(HttpContext context, ModelReply reply)
    {
        var stop = context.RequestAborted;
        switch (reply)
        {
            case ModelReply.Says says:
                await Write(context, Completion(says.Content));
                return;
            case ModelReply.Raw raw:
                await Write(context, raw.Body);
                return;
            case ModelReply.Fails fails:
                context.Response.StatusCode = fails.Status;
                await Write(context, """{"error":{"message":"Scripted.","type":"scripted"}}""");
                return;
            case ModelReply.Dies:
                context.Response.ContentLength = 10_000;
                await Write(context, Completion("cut")[..40]);
                await context.Response.Body.FlushAsync(stop);
                context.Abort();
                return;
            case ModelReply.Endless endless:
                await Write(context, new string(' ', endless.Bytes));
                await Forever().WaitAsync(stop);
                return;
            case ModelReply.Hangs:
                await Forever().WaitAsync(stop);
                return;
            case ModelReply.Waits waits:
                await waits.Until.WaitAsync(stop);
                await Reply(context, waits.Then);
                return;
        }
    }

    static Task Forever() => new TaskCompletionSource().Task;

    static Task Write(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    static string Completion(string content) => JsonSerializer.Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = "tiny",
        choices = new[]
        {
            new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" },
        },
        usage = new { prompt_tokens = 7, completion_tokens = 5, total_tokens = 12 },
    });

    /// <summary>The same text has the same direction; what shares words is near.</summary>
    async Task Embed(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var input = request.RootElement.GetProperty("input");
        var texts = input.ValueKind == JsonValueKind.Array
            ? input.EnumerateArray().Select(text => text.GetString()!).ToList()
            : [input.GetString()!];
        if (Embedding(texts) is { } scripted)
        {
            await Answer(context, scripted);
            return;
        }
        var data = texts.Select((text, index) => new
        {
            @object = "embedding",
            index,
            embedding = Convert.ToBase64String(VectorOf(text)),
        });
        await Write(context, JsonSerializer.Serialize(new
        {
            @object = "list",
            model = "tiny",
            data,
            usage = new { prompt_tokens = 1, total_tokens = 1 },
        }));
    }

    static byte[] VectorOf(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.Split(' ', '\n', '.', ','))
            vector[SHA256.HashData(Encoding.UTF8.GetBytes(word))[0] % Dimensions]++;
        return [.. vector.SelectMany(BitConverter.GetBytes)];
    }

    static void InterlockedMax(ref int place, int value)
    {
        for (var seen = Volatile.Read(ref place); seen < value;)
            seen = Interlocked.CompareExchange(ref place, value, seen) is var was && was == seen ? value : was;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        try
        {
            await _app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // Requests that hang are cut off.
        }
        await _app.DisposeAsync();
    }
}
