using Sagas.Consumers.VectorIndex;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>What is stored about one directory, without what is below.</summary>
public abstract class DirectoryRowsContract(IndexWorld world) : IDisposable
{
    protected IndexWorld World { get; } = world;

    Task<DirectoryRows> Read(string path, string account = Account) =>
        World.Index.Directory(account, Uri(path), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Directory_RowsAtAllDepths_AreItsOwnAndTheNext()
    {
        await Given(
            World, Entry("resources/d", 0), Entry("resources/d", 1), Entry("resources/d/f.md"),
            Entry("resources/d/sub", 0), Entry("resources/d/sub/deep.md"), Entry("resources/dd/x.md"),
            Entry("resources/d-x", 0), Entry("resources", 0));
        await GivenIn(World, "other", 50, Entry("resources/d/of-another.md"));
        var found = await Read("resources/d");
        Assert.Equal(
            [("d", 0), ("d", 1), ("f.md", 2), ("sub", 0)],
            found.Rows.Select(row => (row.Uri.Name, row.Level)).Order());
        Assert.Equal(["sub"], found.Parents);
        Assert.Equal(["d", "dd"], (await Read("resources")).Parents);
    }

    [Fact]
    public async Task Directory_NamesThatSortAroundTheSlash_AreEachFoundOnce()
    {
        string[] names = ["s", "s-x", "s.x", "s x", "s0", "s'", "s%", "t", "é", "😀"];
        await Given(World, [.. names.SelectMany(name => new[]
            {
                Entry($"resources/d/{name}/f.md"), Entry($"resources/d/{name}/g/h.md"),
                Entry($"resources/d/only {name}/g/h/i.md"),
            })]);
        var found = await Read("resources/d");
        Assert.Empty(found.Rows);
        Assert.Equal(
            names.Concat(names.Select(name => "only " + name)).Order(StringComparer.Ordinal), found.Parents);
    }

    [Fact]
    public async Task Directory_Unknown_HasNothing()
    {
        await Given(World, Entry("resources/d/f.md"));
        var found = await Read("resources/e");
        Assert.Equal((0, 0), (found.Rows.Count, found.Parents.Count));
        Assert.Empty((await Read("resources/d", "nobody")).Rows);
    }

    public void Dispose()
    {
        World.Dispose();
        GC.SuppressFinalize(this);
    }
}
