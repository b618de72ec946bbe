using static Sagas.Consumers.Tests.Semantics.SemanticWorld;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>Paths that were a file and are a directory, or the other way round.</summary>
public sealed class KindChangeTests : IAsyncLifetime
{
    SemanticWorld _world = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await Start();

    async Task<List<string>> Stored()
    {
        var rows = new List<string>();
        await foreach (var row in _world.Index.Index.Rows(Account, Uri("resources/docs"), Stop))
            rows.Add($"{row.Uri.Path["resources/".Length..]} {row.Level}");
        return rows;
    }

    /// <summary>What an earlier build left behind, with what is there now.</summary>
    Task<int> Leftover(string path, params int[] levels) => _world.Index.Database.Write(db =>
    {
        foreach (var level in levels)
        {
            db.Run(
                "INSERT INTO entries SELECT account, $uri, $level, $parent, $name, abstract, context_type, "
                + "owner_space, content_hash, token, created_at, updated_at, dim, model, vector FROM entries LIMIT 1",
                ("$uri", Uri(path).Value), ("$level", level), ("$parent", Uri(path).Parent!.Value),
                ("$name", Uri(path).Name));
        }
        return 0;
    }, Stop);

    [Fact]
    public async Task Consume_AFileBecameADirectory_LeavesNoEntryOfTheFile()
    {
        _world.Tree.Write("resources/docs/x.md", "A file.");
        await _world.RunAndApply(Message("resources/docs"));
        _world.Tree.Remove("resources/docs/x.md");
        _world.Tree.Write("resources/docs/x.md/in.md", "In it.");
        await _world.RunAndApply(Message("resources/docs/x.md", transaction: 2));
        Assert.Equal(["docs 0", "docs 1", "docs/x.md 0", "docs/x.md 1", "docs/x.md/in.md 2"], await Stored());
    }

    [Fact]
    public async Task Consume_ADirectoryBecameAFile_LeavesNothingOfTheDirectory()
    {
        _world.Tree.Write("resources/docs/x.md/in/deep.md", "Deep in it.");
        await _world.RunAndApply(Message("resources/docs"));
        _world.Tree.Remove("resources/docs/x.md");
        _world.Tree.Write("resources/docs/x.md", "A file.");
        await _world.RunAndApply(Message("resources/docs/x.md", transaction: 2));
        Assert.Equal(["docs 0", "docs 1", "docs/x.md 2"], await Stored());
    }

    [Theory]
    [InlineData("resources/docs/x.md", 0, 1)]
    [InlineData("resources/docs/x.md/in", 1)]
    [InlineData("resources/docs/x.md/in.md", 2)]
    public async Task Consume_OfADirectoryIsLeftWhereAFileIs_GoesThoughTheFileIsUnchanged(
        string path, params int[] levels)
    {
        _world.Tree.Write("resources/docs/x.md", "A file.");
        await _world.RunAndApply(Message("resources/docs"));
        await Leftover(path, levels);
        var asked = _world.Models.Files.Count;
        await _world.RunAndApply(Message("resources/docs/x.md", transaction: 2));
        Assert.Equal(["docs 0", "docs 1", "docs/x.md 2"], await Stored());
        Assert.Equal(asked, _world.Models.Files.Count);
        Assert.Empty(await _world.Run(Message("resources/docs", transaction: 3)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("What its maker says.")]
    public async Task Consume_OfAFileIsLeftWhereAnEmptyDirectoryIs_Goes(string? description)
    {
        _world.Tree.Write("resources/docs/a.md", "A file.");
        await _world.RunAndApply(Message("resources/docs"));
        _world.Tree.MakeDirectory("resources/docs/x.md");
        if (description is not null)
            _world.Tree.Write("resources/docs/x.md/.abstract.md", description);
        await Leftover("resources/docs/x.md", 2);
        await _world.RunAndApply(Message("resources/docs/x.md", transaction: 2));
        Assert.DoesNotContain("docs/x.md 2", await Stored());
        Assert.Contains("docs/x.md 0", await Stored());
    }

    [Fact]
    public async Task Consume_OfAFileIsLeftWhereADirectoryIs_GoesThoughTheDirectoryIsUnchanged()
    {
        _world.Tree.Write("resources/docs/x.md/in.md", "In it.");
        await _world.RunAndApply(Message("resources/docs"));
        await Leftover("resources/docs/x.md", 2);
        var asked = _world.Models.Directories.Count;
        await _world.RunAndApply(Message("resources/docs/x.md", transaction: 2));
        Assert.DoesNotContain("docs/x.md 2", await Stored());
        Assert.Equal(asked, _world.Models.Directories.Count);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
