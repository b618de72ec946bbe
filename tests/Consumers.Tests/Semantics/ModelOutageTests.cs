using System.Net;
using Sagas.Consumers.Semantics;
using static Sagas.Consumers.Tests.Semantics.SemanticWorld;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>Models that are away, and models that refuse.</summary>
public sealed class ModelOutageTests : IAsyncLifetime
{
    SemanticWorld _world = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Outages =>
    [
        new HttpRequestException("refused"),
        new HttpRequestException("busy", null, HttpStatusCode.TooManyRequests),
        new HttpRequestException("away", null, HttpStatusCode.ServiceUnavailable),
        new HttpRequestException("no key", null, HttpStatusCode.Unauthorized),
        new TimeoutException("silent"),
        new TaskCanceledException("silent"),
        new IOException("cut"),
        new InvalidOperationException("one vector for two texts"),
    ];

    static HttpRequestException Refusal => new("too much", null, HttpStatusCode.BadRequest);

    public async ValueTask InitializeAsync()
    {
        _world = await Start();
        _world.Tree.Write("resources/docs/a.md", "# Apples\n\nThey are red.");
        _world.Tree.Write("resources/docs/b.md", "# Pears\n\nThey are green.");
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task Consume_EmbeddingIsAway_IsPutOffAndMadeLater(Exception outage)
    {
        _world.Models.WhenEmbedded = _ => throw outage;
        var message = Message("resources/docs") with { IncludeParent = true };
        Assert.Empty(await _world.Run(message));
        Assert.True(await _world.Index.Ledger.Has(message, Stop));
        var (later, pause) = Assert.Single(_world.Later);
        Assert.Equal(message with { Action = "semantic#1", ModelAttempt = 1 }, later);
        Assert.Equal(TimeSpan.FromSeconds(2), pause);

        _world.Models.WhenEmbedded = _ => { };
        Assert.Single(await _world.RunAndApply(later));
        Assert.Equal(4, await _world.Index.Index.Count(Account, Uri("resources/docs"), Stop));
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task Consume_ChatIsAway_IsPutOff(Exception outage)
    {
        _world.Models.WhenFile = _ => throw outage;
        Assert.Empty(await _world.Run(Message("resources/docs")));
        Assert.Single(_world.Later);
        _world.Models.WhenFile = _ => Task.CompletedTask;
        _world.Models.WhenDirectory = _ => throw outage;
        Assert.Empty(await _world.Run(_world.Later[0].Message));
        Assert.Equal(["semantic#1", "semantic#2"], _world.Later.Select(later => later.Message.Action));
        Assert.Equal([2, 8], _world.Later.Select(later => later.Pause.TotalSeconds));
    }

    [Fact]
    public async Task Consume_RedeliveredBeforeTheLedger_PutsOffTheSameOne()
    {
        _world.Models.WhenEmbedded = _ => throw new TimeoutException();
        await _world.Run(Message("resources/docs"));
        await _world.Index.Database.Write(db => db.Run("DELETE FROM ledger"), Stop);
        await _world.Run(Message("resources/docs"));
        Assert.Equal(_world.Later[0].Message, _world.Later[1].Message);
    }

    [Fact]
    public async Task Consume_AwayForADay_IsADeadLetterAtLast()
    {
        _world.Models.WhenEmbedded = _ => throw new TimeoutException("silent");
        var message = Message("resources/docs");
        var waited = TimeSpan.Zero;
        for (var i = 0; i < ModelPatience.AttemptsMax; i++)
        {
            await _world.Run(message);
            (message, var pause) = _world.Later[^1];
            Assert.InRange(pause, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15));
            waited += pause;
        }
        Assert.InRange(waited, TimeSpan.FromHours(24), TimeSpan.FromHours(25));
        var dead = await Assert.ThrowsAnyAsync<Exception>(() => _world.Run(message));
        Assert.Contains("silent", dead.Message, StringComparison.Ordinal);
        Assert.Equal(ModelPatience.AttemptsMax, _world.Later.Count);
        Assert.False(await _world.Index.Ledger.Has(message, Stop));
    }

    [Fact]
    public async Task Consume_AwayHalfway_KeepsWhatWasSent()
    {
        _world.Tree.Write("resources/docs/guide/start.md", "# Start\n\nInstall it.");
        _world.Models.WhenDirectory = name => name == "docs" ? throw new TimeoutException() : Task.CompletedTask;
        var command = Assert.Single(await _world.RunAndApply(Message("resources/docs")));
        Assert.Equal("viking://resources/docs/guide", command.Uri);
        Assert.Single(_world.Later);
    }

    [Fact]
    public async Task Consume_OneFileIsRefused_IsSummarisedWithoutTheModel()
    {
        _world.Models.WhenFile = name => name == "a.md" ? throw Refusal : Task.CompletedTask;
        var command = Assert.Single(await _world.RunAndApply(Message("resources/docs")));
        Assert.Equal(
            ["Apples: They are red.", "Pears: They are green."], command.Entries.Take(2).Select(e => e.Abstract));
        Assert.Empty(_world.Later);
        Assert.Empty(await _world.Run(Message("resources/docs", transaction: 2)));
    }

    [Fact]
    public async Task Consume_TheDirectoryIsRefused_IsSummarisedWithoutTheModel()
    {
        _world.Models.WhenDirectory = _ => throw Refusal;
        var command = Assert.Single(await _world.Run(Message("resources/docs")));
        Assert.Contains("**a.md**: Apples", command.Overview, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_000, 2_000)]
    [InlineData(1_000, 500)]
    [InlineData(100, 8)]
    public async Task Consume_OneTextIsTooLongForTheModel_IsEmbeddedByLessOfIt(int longest, int taken)
    {
        _world.Tree.Write("resources/docs/long.txt", new string('x', 20_000));
        _world.Models.WhenEmbedded = texts =>
        {
            if (texts.Any(text => text.Length > longest && text.StartsWith("long", StringComparison.Ordinal)))
                throw Refusal;
        };
        var command = Assert.Single(await _world.Run(Message("resources/docs")));
        Assert.Equal(5, command.Entries.Count);
        Assert.Equal(
            taken,
            _world.Models.Embedded.Single(text => text.StartsWith("long", StringComparison.Ordinal)).Length);
        Assert.Empty(_world.Later);
    }

    [Fact]
    public async Task Consume_NothingIsEmbedded_IsNoFilesFault()
    {
        _world.Models.WhenEmbedded = _ => throw Refusal;
        Assert.Empty(await _world.Run(Message("resources/docs")));
        Assert.Single(_world.Later);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
