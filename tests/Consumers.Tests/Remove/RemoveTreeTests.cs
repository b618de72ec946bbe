using Sagas.Consumers.FileTree.Folders;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Remove;

public sealed class RemoveTreeTests
{
    [Theory]
    [InlineData("resources/d", true)]
    [InlineData("resources/d/file", false)]
    [InlineData("resources/empty", false)]
    [InlineData("resources/summaries", false)]
    public async Task Execute_WhatIsThere_TakesItOut(string path, bool recursive)
    {
        using var lab = RemoveTreeLawTests.Lab(path, recursive)
            .With("resources/d/file").With("resources/empty/").With("resources/summaries/.abstract.md");

        Assert.Equal("""{"existed":true}""", await lab.Done());
        Assert.False(lab.Exists(path));
    }

    [Theory]
    [InlineData("resources/none")]
    [InlineData("resources/none/below")]
    [InlineData("resources/file/below")]
    public async Task Execute_WhatIsMissing_SucceedsAndSaysSo(string path)
    {
        using var lab = RemoveTreeLawTests.Lab(path).With("resources/file");

        Assert.Equal("""{"existed":false}""", await lab.Done());
    }

    [Theory]
    [InlineData("resources/d", ErrorCode.FailedPrecondition)]
    [InlineData("resources/hidden", ErrorCode.FailedPrecondition)]
    [InlineData("resources", ErrorCode.InvalidArgument)]
    public async Task Execute_WhatMayNotGo_IsRefusedWithNothingChanged(string path, string code)
    {
        using var lab = RemoveTreeLawTests.Lab(path).With("resources/d/file").With("resources/hidden/.other");
        var before = await lab.Snapshot();

        Assert.Equal(code, (await lab.Refused()).Code);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Purge_AfterExecute_LeavesAnEmptyTombstoneOnly()
    {
        using var lab = RemoveTreeLawTests.Lab("resources/d", recursive: true).With("resources/d/file");
        await lab.Done();
        var purge = new Purge(lab.Paths);
        Assert.Equal([lab.Id.TransactionId], purge.Unpurged());

        purge.Close(lab.Id.TransactionId);
        purge.Close(lab.Id.TransactionId);

        Assert.Empty(purge.Unpurged());
        Assert.Equal(
            [lab.Paths.ClosedOf(lab.Id.TransactionId)], Directory.EnumerateFileSystemEntries(lab.Paths.Closed));
        Assert.Empty(File.ReadAllBytes(lab.Paths.ClosedOf(lab.Id.TransactionId)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(lab.Paths.Purging));
    }

    [Fact]
    public async Task Purge_OfATreeWithALink_LeavesWhatTheLinkPointsTo()
    {
        using var lab = RemoveTreeLawTests.Lab("resources/d", recursive: true)
            .With("resources/d/").With("resources/kept/file");
        File.CreateSymbolicLink(lab.FullPath("resources/d/link"), lab.FullPath("resources/kept"));
        await lab.Done();

        new Purge(lab.Paths).Close(lab.Id.TransactionId);

        Assert.True(lab.Exists("resources/kept/file"));
    }

    [Fact]
    public void Sweep_OfTombstones_TakesTheOldOnesOnly()
    {
        using var lab = RemoveTreeLawTests.Lab("resources/d");
        var purge = new Purge(lab.Paths);
        var young = new TransactionId(new Guid("0198c000-0000-7000-8000-000000000002"));
        purge.Close(lab.Id.TransactionId);
        new Purge(lab.Paths).Close(young);
        File.SetLastWriteTimeUtc(lab.Paths.ClosedOf(lab.Id.TransactionId), new DateTime(2020, 1, 1));

        Assert.Equal(1, purge.Sweep(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal([lab.Paths.ClosedOf(young)], Directory.EnumerateFileSystemEntries(lab.Paths.Closed));
    }
}
