using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.VectorIndex;
using Sagas.DeadLetters;
using Sagas.Host.Http;
using Sagas.Host.Http.Reading;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Tests.Fakes;

/// <summary>The real HTTP front on a free port of the loopback address, over fakes of its ports.</summary>
internal sealed class TestService : IAsyncDisposable
{
    readonly WebApplication _app;

    TestService(
        WebApplication app, FakeTree tree, FakeTransactions transactions, FakeIndex index, FakeUploads uploads,
        FakeSessions sessions)
    {
        _app = app;
        Tree = tree;
        Sessions = sessions;
        Transactions = transactions;
        Index = index;
        Uploads = uploads;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeTree Tree { get; }

    public FakeSessions Sessions { get; }

    public FakeTransactions Transactions { get; }

    public FakeIndex Index { get; }

    public FakeUploads Uploads { get; }

    public required FakeDeadLetters DeadLetters { get; init; }

    public required FakeEmbedder Embedder { get; init; }

    public HttpClient Http { get; }

    public string Url => Http.BaseAddress!.ToString();

    public static async Task<TestService> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(
            settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
        {
            ["Sagas:Http:Urls"] = "http://127.0.0.1:0",
        });
        builder.Logging.ClearProviders();
        var tree = new FakeTree();
        var transactions = new FakeTransactions(tree);
        var index = new FakeIndex();
        var uploads = new FakeUploads();
        var sessions = new FakeSessions(tree);
        var deadLetters = new FakeDeadLetters();
        var embedder = new FakeEmbedder();
        builder.Services.AddOperations()
            .AddSingleton<IFileTree>(tree)
            .AddSingleton<ITransactionClient>(transactions)
            .AddSingleton<ITransactionQueries>(transactions)
            .AddSingleton<IOpenWork>(transactions)
            .AddSingleton<IVectorIndex>(index)
            .AddSingleton<IUploads>(uploads)
            .AddSingleton<ISessionLog>(sessions)
            .AddSingleton<ISessionArchives>(sessions)
            .AddSingleton<IDeadLetterBox>(deadLetters)
            .AddSingleton<IDeadLetterAudit>(deadLetters)
            .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder);
        builder.AddSagasHttp();
        builder.Services.Replace(ServiceDescriptor.Singleton(new ReadPatience(TimeSpan.FromSeconds(2))));
        var app = builder.Build();
        app.MapSagasHttp();
        await app.StartAsync();
        return new TestService(app, tree, transactions, index, uploads, sessions)
        {
            DeadLetters = deadLetters,
            Embedder = embedder,
        };
    }

    public Task<Reply> Get(string path, params (string, string)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Reply> Delete(string path, params (string, string)[] headers) =>
        Send(HttpMethod.Delete, path, null, headers);

    public Task<Reply> Post(string path, object body, params (string, string)[] headers) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body), headers);

    public Task<Reply> Post(string path, HttpContent body, params (string, string)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    async Task<Reply> Send(HttpMethod method, string path, HttpContent? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new Reply(
            (int)response.StatusCode, isJson ? JsonDocument.Parse(text).RootElement : default, text,
            response.Headers.ToDictionary(h => h.Key, h =>
                string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
