using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Tests.Remove;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.FileTree;

public sealed class LocalFileTreeTests : IDisposable
{
    readonly TreeLab _lab = RemoveTreeLawTests.Lab("resources/d", recursive: true);
    readonly LocalFileTree _tree;

    public LocalFileTreeTests() => _tree = new LocalFileTree(_lab.Paths, new Purge(_lab.Paths));

    static CancellationToken Never => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task List_Directory_IsOrdinalWithHiddenAndWithoutWhatNoUriLeadsTo()
    {
        _lab.With("resources/d/b").With("resources/d/a/x").With("resources/d/B").With("resources/d/.abstract.md")
            .With("resources/d/.sagas").With("resources/d/back\\slash").With("resources/d/cafe\u0301");
        File.CreateSymbolicLink(_lab.FullPath("resources/d/link"), "/etc/passwd");

        var entries = await _tree.List(TreeLab.Account, TreeLab.Uri("resources/d"), Never);

        Assert.Equal([".abstract.md", "B", "a", "b"], entries!.Select(e => e.Name));
        Assert.Equal([false, false, true, false], entries!.Select(e => e.IsDirectory));
        Assert.Equal([7L, 7L, 0L, 7L], entries!.Select(e => e.Size));
    }

    [Fact]
    public async Task List_WhatLiesTooDeepForAUri_IsNotShown()
    {
        var deepest = "resources/d/" + string.Join('/', Enumerable.Repeat("x", Limits.UriDepthMax - 2));
        _lab.With($"{deepest}/below");

        Assert.Empty((await _tree.List(TreeLab.Account, TreeLab.Uri(deepest), Never))!);
    }

    [Fact]
    public async Task List_WhatHasTooLongAPathForAUri_IsNotShown()
    {
        var name = new string('n', Limits.SegmentBytesMax);
        var folder = "resources/d";
        while (TreeLab.Uri(folder).ByteCount + 1 + name.Length <= Limits.UriBytesMax)
            folder += "/" + name;
        _lab.With($"{folder}/{name}").With($"{folder}/n");

        Assert.Equal(["n"], (await _tree.List(TreeLab.Account, TreeLab.Uri(folder), Never))!.Select(e => e.Name));
    }

    [Fact]
    public async Task List_ScopeThatIsNotOnTheDisk_IsAnEmptyDirectory()
    {
        var uri = TreeLab.Uri("agent");

        Assert.Empty((await _tree.List("nobody", uri, Never))!);
        Assert.True((await _tree.Stat("nobody", uri, Never))!.IsDirectory);
        Assert.Empty(await _tree.Accounts(Never));
    }

    [Theory]
    [InlineData("resources/file")]
    [InlineData("resources/none")]
    [InlineData("resources/link")]
    [InlineData("resources/link/inside")]
    public async Task List_WhatIsNoDirectory_IsNull(string path)
    {
        Arrange();

        Assert.Null(await _tree.List(TreeLab.Account, TreeLab.Uri(path), Never));
    }

    [Theory]
    [InlineData("resources/d")]
    [InlineData("resources/none")]
    [InlineData("resources/file/below")]
    [InlineData("resources/link/inside")]
    [InlineData("resources/filelink")]
    public async Task OpenRead_WhatIsNoFile_IsNull(string path)
    {
        Arrange();

        Assert.Null(await _tree.OpenRead(TreeLab.Account, TreeLab.Uri(path), Never));
    }

    [Fact]
    public async Task OpenRead_File_GivesItsBytes()
    {
        Arrange();
        await using var stream = await _tree.OpenRead(TreeLab.Account, TreeLab.Uri("resources/file"), Never);
        using var reader = new StreamReader(stream!);

        Assert.Equal("content", await reader.ReadToEndAsync(Never));
    }

    [Theory]
    [InlineData("resources/link")]
    [InlineData("resources/link/inside")]
    [InlineData("resources/none")]
    public async Task Stat_WhatIsNotInTheTree_IsNull(string path)
    {
        Arrange();

        Assert.Null(await _tree.Stat(TreeLab.Account, TreeLab.Uri(path), Never));
    }

    [Fact]
    public async Task OpenTransactions_BeforeAndAfterThePurge_NamesItAndNot()
    {
        await Sagas.Testing.Steps.StepRun.Done(_lab.With("resources/d/x"));
        Assert.Equal([_lab.Id.TransactionId], await _tree.OpenTransactions(Never));
        Assert.Equal([TreeLab.Account], await _tree.Accounts(Never));

        await _lab.Overtake();

        Assert.Empty(await _tree.OpenTransactions(Never));
    }

    void Arrange()
    {
        _lab.With("resources/d/inside").With("resources/file");
        File.CreateSymbolicLink(_lab.FullPath("resources/link"), _lab.FullPath("resources/d"));
        File.CreateSymbolicLink(_lab.FullPath("resources/filelink"), _lab.FullPath("resources/file"));
    }
}
