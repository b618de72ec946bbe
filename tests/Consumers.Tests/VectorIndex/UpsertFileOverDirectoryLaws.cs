using Sagas.Consumers.Steps;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>A path that was a directory becomes a file.</summary>
public abstract class UpsertFileOverDirectoryLaws(IndexWorld world) : IndexStepLaws<UpsertEntries>(world)
{
    protected override async Task<object> Do(StepContext step) => await Upsert(step, Entry("resources/docs/a"));

    Task<UpsertedEntries> Upsert(StepContext step, params IndexEntry[] entries) =>
        World.Changes.Upsert(new UpsertEntries(Account, Uri("resources/docs"), entries, Gone: []), step, Stop);

    [Fact]
    public async Task Upsert_FileOverADirectory_RemovesAllThatTheDirectoryHad()
    {
        await Arrange();
        Assert.Equal(new UpsertedEntries(1, 0, 5), await Do(Step(1, 10)));
        Assert.Equal(1, await World.Index.Count(Account, Uri("resources/docs/a"), Stop));
        Assert.Equal(new UpsertedEntries(0, 0, 0), await Do(Step(2, 11)));
    }

    [Fact]
    public async Task Upsert_DirectoryOverAFile_RemovesTheFileAloneAndUndoBringsItBack()
    {
        await Arrange();
        var before = World.Dump();
        var step = Step(1, 10);
        Assert.Equal(new UpsertedEntries(1, 0, 1), await Upsert(step, Entry("resources/docs/z/old.md", 0)));
        Assert.Equal(1, await World.Index.Count(Account, Uri("resources/docs/z"), Stop));
        Assert.True(await World.Changes.Undo(step, Stop));
        Assert.Equal(before, World.Dump());
    }

    [Fact]
    public async Task Upsert_FileIsThereInTheSameForm_OfTheDirectoryGoesAllTheSame()
    {
        await Do(Step(1, 10));
        // Left by a build that did not remove it.
        await World.Changes.Upsert(
            new UpsertEntries(Account, Uri("resources/docs/a"), [Entry("resources/docs/a/one.md")], []), Step(2, 11),
            Stop);
        Assert.Equal(new UpsertedEntries(0, 0, 1), await Do(Step(3, 12)));
    }

    [Theory]
    [InlineData("resources/docs/a", 0)]
    [InlineData("resources/docs/a/one.md", 2)]
    [InlineData("resources/docs/a/sub", 1)]
    public async Task Upsert_OnePathIsBoth_IsRefused(string path, int level)
    {
        await Refused(
            ErrorCode.InvalidArgument, () => Upsert(Step(1, 10), Entry(path, level), Entry("resources/docs/a")));
        Assert.Empty(World.Dump());
    }

    [Fact]
    public async Task Upsert_AWriterFromBeforeItWasADirectory_IsRefused()
    {
        await World.Changes.Upsert(
            new UpsertEntries(Account, Uri("resources/docs/a"), [Entry("resources/docs/a/one.md")], []), Step(2, 20),
            Stop);
        await Refused(ErrorCode.Stale, () => Do(Step(1, 10)));
    }
}
