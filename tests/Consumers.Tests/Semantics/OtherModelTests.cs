using Sagas.Consumers.Semantics;
using static Sagas.Consumers.Tests.Semantics.SemanticWorld;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>Another embedding model than the one that made the index.</summary>
public sealed class OtherModelTests : IAsyncLifetime
{
    SemanticWorld _before = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _before = await Start();

    [Fact]
    public async Task Consume_TheModelIsAnother_EmbedsAnewAndSummarisesNothing()
    {
        _before.Tree.Write("resources/docs/a.md", "A file.");
        _before.Tree.Write("resources/docs/guide/b.md", "Another.");
        await _before.RunAndApply(Message("resources/docs"));
        var (files, directories) = (_before.Models.Files.Count, _before.Models.Directories.Count);
        Assert.Empty(await _before.Run(Message("resources/docs", transaction: 2)));

        _before.Models.Name = "another";
        var commands = await _before.RunAndApply(Message("resources/docs", transaction: 3));

        Assert.Equal(6, commands.Sum(command => command.Entries.Count));
        Assert.All(commands, command => Assert.Equal((null, null), (command.Overview, command.Abstract)));
        Assert.All(commands.SelectMany(command => command.Entries), entry => Assert.Equal("another", entry.Model));
        Assert.Equal((files, directories), (_before.Models.Files.Count, _before.Models.Directories.Count));
        Assert.Empty(await _before.Run(Message("resources/docs", transaction: 4)));
        await foreach (var row in _before.Index.Index.Rows(Account, null, Stop))
            Assert.Equal("another", row.Model);
    }

    [Fact]
    public void NameOf_AModel_IsItsOwn()
    {
        using var builtIn = new HashingEmbedder();
        Assert.Equal("feature-hashing-512", EmbeddingModel.NameOf(builtIn));
        _before.Models.Name = "";
        Assert.Equal("CountingModels", EmbeddingModel.NameOf(_before.Models));
    }

    public ValueTask DisposeAsync() => _before.DisposeAsync();
}
