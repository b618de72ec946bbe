using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.SessionCommit;
using Sagas.Contracts;
using Sagas.Host.Options;
using Sagas.Host.Worlds;
using Sagas.Testing.Models;
using Sagas.Testing.Processes;

namespace Sagas.Host.Tests.Worlds;

/// <summary>The real client against a model service that does its worst.</summary>
public sealed class ModelFaultTests : IAsyncLifetime
{
    const string Answer = """{"memories":[{"category":"facts","topic":"Tea","text":"Tea is hot."}]}""";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>For a model that never answers: somebody sits through it.</summary>
    static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    static readonly Transcript Said = new("archive_001", [new SpokenLine("user", "Tea is hot.")], 0);

    readonly ModelCalls _calls = new(() => Task.CompletedTask);
    ModelServer _server = null!;
    ServiceProvider _services = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    IMemoryExtractor Extractor => _services.GetRequiredService<IMemoryExtractor>();

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.Start();
        _services = Services(Patience);
    }

    ServiceProvider Services(TimeSpan timeout)
    {
        var model = new ModelOptions
        {
            Endpoint = _server.Endpoint,
            Model = "tiny",
            Timeout = timeout,
        };
        return new ServiceCollection()
            .AddModels(new ModelsOptions { Chat = model, Embedding = model })
            .AddMemoryExtraction(new ExtractionOptions())
            .BuildServiceProvider();
    }

    async Task WaitFor(TimeSpan timeout)
    {
        await _services.DisposeAsync();
        _services = Services(timeout);
    }

    Task<Extraction> Extract() => Extractor.Extract(Said, _calls, Stop);

    [Fact]
    public async Task Extract_TheModelAnswers_ItsMemoriesAndTokensAreTaken()
    {
        _server.Next(new ModelReply.Says(Answer));

        var found = await Extract();

        Assert.Equal("Tea is hot.", Assert.Single(found.Memories).Text);
        Assert.Equal(new TokenUsage(7, 5, 12), _calls.Usage);
        Assert.Contains("user: Tea is hot.", Assert.Single(_server.Asked), StringComparison.Ordinal);
    }

    public static TheoryData<ModelReply, bool, string> Faults => new()
    {
        { new ModelReply.Fails(429), false, "429" },
        { new ModelReply.Fails(500), false, "500" },
        { new ModelReply.Fails(503), false, "503" },
        { new ModelReply.Fails(401), false, "401" },
        { new ModelReply.Fails(400), true, "400" },
        { new ModelReply.Fails(413), true, "413" },
        { new ModelReply.Says(""), false, "The model answered nothing" },
        { new ModelReply.Says("As a model I cannot."), false, "no JSON" },
        { new ModelReply.Says(Answer[..40]), false, "no JSON" },
        { new ModelReply.Says("[1,2]"), false, "without a list" },
        { new ModelReply.Says(new string('x', 1_500_000)), false, "the limit is" },
        { new ModelReply.Raw(""), false, "" },
        { new ModelReply.Raw("<html>Bad gateway</html>"), false, "" },
        { new ModelReply.Raw("""{"choices":[]}"""), false, "" },
        { new ModelReply.Raw("""{"choices":[{"mess"""), false, "" },
        { new ModelReply.Endless(20 << 20), false, "" },
        { new ModelReply.Hangs(), false, "" },
        { new ModelReply.Dies(), false, "" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task Extract_TheModelDoesItsWorst_IsAFailureThatSaysWhy(ModelReply reply, bool isFinal, string why)
    {
        _server.Next(reply);
        if (reply is ModelReply.Endless or ModelReply.Hangs)
            await WaitFor(Short);

        var thrown = await Assert.ThrowsAnyAsync<Exception>(Extract);

        var failure = ExtractionFailures.Of(thrown);
        Assert.Equal(isFinal, failure.IsFinal);
        Assert.Contains(why, failure.Reason.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Reason.Message);
        await WaitFor(Patience);
        _server.Next(new ModelReply.Says(Answer));
        Assert.Single((await Extract()).Memories);
    }

    [Fact]
    public async Task Extract_TheAnswerIsOfNoUse_ItsTokensAreCountedAllTheSame()
    {
        _server.Next(new ModelReply.Says("As a model I cannot."));

        await Assert.ThrowsAsync<ExtractionException>(Extract);

        Assert.Equal(12, _calls.Usage.TotalTokens);
    }

    [Fact]
    public async Task Extract_TheModelIsSlow_IsWaitedFor()
    {
        var answered = new TaskCompletionSource();
        _server.Next(new ModelReply.Waits(answered.Task, new ModelReply.Says(Answer)));
        var extraction = Extract();
        await Eventually.Holds("the model is asked", () => Task.FromResult(!_server.Asked.IsEmpty));
        Assert.False(extraction.IsCompleted);

        answered.SetResult();

        Assert.Single((await extraction).Memories);
    }

    [Fact]
    public async Task Extract_ALongTranscript_IsAskedInParts()
    {
        _server.Usually = _ => new ModelReply.Says(Answer);
        var long_ = Said with { Lines = [.. Enumerable.Repeat(new SpokenLine("user", new string('x', 15_000)), 5)] };
        var reports = 0;
        var calls = new ModelCalls(() => Task.FromResult(reports++));

        var found = await Extractor.Extract(long_, calls, Stop);

        Assert.Equal((3, 3), (_server.Asked.Count, reports));
        Assert.Single(found.Memories);
        Assert.Equal(new TokenUsage(21, 15, 36), calls.Usage);
    }

    IEmbeddingGenerator<string, Embedding<float>> Embedder =>
        _services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Embeddings_TheServerFails_IsToldInPlainWords(int status)
    {
        _server.Embedding = _ => new ModelReply.Fails(status);
        var failed = await Assert.ThrowsAsync<HttpRequestException>(
            () => Embedder.GenerateAsync(["tea"], cancellationToken: Stop));
        Assert.Equal(status, (int)failed.StatusCode!);
    }

    [Fact]
    public async Task Embeddings_TheServerIsSilent_IsATimeout()
    {
        await WaitFor(Short);
        _server.Embedding = _ => new ModelReply.Hangs();
        await Assert.ThrowsAsync<TimeoutException>(() => Embedder.GenerateAsync(["tea"], cancellationToken: Stop));
        _server.Next(new ModelReply.Hangs());
        await Assert.ThrowsAsync<TimeoutException>(
            () => _services.GetRequiredService<IChatClient>().GetResponseAsync("tea", cancellationToken: Stop));
    }

    [Fact]
    public async Task Embeddings_TheCallerGoesAway_IsNoTimeout()
    {
        using var away = new CancellationTokenSource();
        _server.Embedding = _ =>
        {
            away.Cancel();
            return new ModelReply.Hangs();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Embedder.GenerateAsync(["tea"], cancellationToken: away.Token));
    }

    [Fact]
    public void Embeddings_OfTheServer_HaveTheNameOfTheConfiguredModel() =>
        Assert.Equal("tiny", Consumers.Semantics.EmbeddingModel.NameOf(Embedder));

    [Fact]
    public async Task Embeddings_OfTheServer_AreRead()
    {
        var vectors = await Embedder.GenerateAsync(["green tea", "green tea", "hill"], cancellationToken: Stop);

        Assert.Equal(vectors[0].Vector.ToArray(), vectors[1].Vector.ToArray());
        Assert.NotEqual(vectors[0].Vector.ToArray(), vectors[2].Vector.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}
