using Sagas.Consumers.Steps;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

public abstract class UpsertEntriesLaws(IndexWorld world) : IndexStepLaws<UpsertEntries>(world)
{
    protected override async Task<object> Do(StepContext step) => await Upsert(
        step, ["sub"],
        Entry("resources/docs/a", 0, "a0 anew"), Entry("resources/docs/a", 1, "a1"),
        Entry("resources/docs/a/one.md", 2, "one anew"), Entry("resources/docs/a/new.md", 2, "new"));

    Task<UpsertedEntries> Upsert(StepContext step, string[] gone, params IndexEntry[] entries) =>
        World.Changes.Upsert(new UpsertEntries(Account, Uri("resources/docs/a"), entries, gone), step, Stop);

    [Fact]
    public async Task Upsert_Mixed_CountsAddedReplacedAndRemoved()
    {
        await Arrange();
        // a1 is there already in the same form; "sub" is gone and has two records below it.
        Assert.Equal(new UpsertedEntries(1, 2, 2), await Do(Step(1, 10)));
    }

    [Fact]
    public async Task Upsert_SameFormAgain_LeavesTheRowAlone()
    {
        await Arrange();
        var before = World.Dump();
        World.Time.Advance(TimeSpan.FromHours(1));
        var answer = await Upsert(Step(1, 10), [], Entry("resources/docs/a", 0, "a0"));
        Assert.Equal(new UpsertedEntries(0, 0, 0), answer);
        Assert.Equal(before, World.Dump());
    }

    [Fact]
    public async Task Upsert_OtherForm_KeepsCreatedAtAndMovesUpdatedAt()
    {
        await Arrange();
        var at = World.Time.GetUtcNow();
        World.Time.Advance(TimeSpan.FromHours(1));
        await Upsert(Step(1, 10), [], Entry("resources/docs/a", 0, "changed"));
        var row = Assert.Single(World.Dump(), row => row.Contains("changed", StringComparison.Ordinal)).Split('|');
        Assert.Equal($"{at.ToUnixTimeMilliseconds()}", row[10]);
        Assert.Equal($"{at.AddHours(1).ToUnixTimeMilliseconds()}", row[11]);
    }

    [Theory]
    [InlineData("resources/docs/a", 0)]
    [InlineData("resources/docs/a/sub/two.md", 2)]
    [InlineData("resources/docs/a/other.md", 2)]
    public async Task Upsert_AHigherTokenWasSeenWhereLocksWouldNotConflict_IsNoReasonToRefuse(string path, int level)
    {
        var directory = Uri(path).Parent!;
        await World.Changes.Upsert(
            new UpsertEntries(Account, directory, [Entry(path, level)], []), Step(2, 20), Stop);
        Assert.Equal(1, (await Upsert(Step(1, 10), [], Entry("resources/docs/a/one.md"))).Added);
    }

    [Theory]
    [InlineData("resources/docs/a/one.md")]
    [InlineData("resources/docs/a")]
    [InlineData("resources")]
    public async Task Upsert_AHigherTokenWasSeenForATreeAtOrAbove_IsRefused(string tree)
    {
        await World.Changes.Remove(new RemoveEntries(Account, Uri(tree)), Step(2, 20), Stop);
        await Refused(ErrorCode.Stale, () => Upsert(Step(1, 10), [], Entry("resources/docs/a/one.md")));
    }

    [Fact]
    public async Task Upsert_NothingIsGone_RemovesNothing()
    {
        await Arrange();
        Assert.Equal(0, (await Upsert(Step(1, 10), [], Entry("resources/docs/a/new.md"))).Removed);
        Assert.Equal(6, await World.Index.Count(Account, Uri("resources/docs/a"), Stop));
    }

    [Fact]
    public async Task Upsert_AFileIsGone_RemovesItAlone()
    {
        await Arrange();
        Assert.Equal(1, (await Upsert(Step(1, 10), ["one.md"])).Removed);
        Assert.Equal(2, await World.Index.Count(Account, Uri("resources/docs/a/sub"), Stop));
    }

    [Fact]
    public async Task Upsert_NamesThatSortAroundTheSlash_RemovesExactlyTheGoneOne()
    {
        string[] names = ["s", "s-x", "s.x", "s x", "s0", "s'", "s%", "t", "é", "😀"];
        await Given(World, [.. names.Select(n => $"resources/docs/a/{n}").SelectMany(path => new[]
            {
                Entry(path, 0), Entry($"{path}/f/g.md"), Entry($"{path}/h.md"),
            })]);
        foreach (var (number, name) in names.Index())
        {
            var before = World.Dump();
            var answer = await Upsert(Step(100 + number, 100 + number), [name]);
            Assert.Equal(3, answer.Removed);
            Assert.Equal(0, await World.Index.Count(Account, Uri($"resources/docs/a/{name}"), Stop));
            await World.Changes.Undo(Step(100 + number, 100 + number), Stop);
            Assert.Equal(before, World.Dump());
        }
    }

    [Theory]
    [InlineData("resources/docs/ab/x.md")]
    [InlineData("resources/docs")]
    [InlineData("user/default/x.md")]
    public async Task Upsert_EntryOutsideTheDirectory_IsRefused(string path)
    {
        await Refused(ErrorCode.InvalidArgument, () => Upsert(Step(1, 10), [], Entry(path)));
        Assert.Empty(World.Dump());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Upsert_VectorIsNotWhole_IsRefused(int bytes)
    {
        var entry = Entry("resources/docs/a/x.md") with { Vector = new byte[bytes] };
        await Refused(ErrorCode.InvalidArgument, () => Upsert(Step(1, 10), [], entry));
        Assert.Empty(World.Dump());
    }

    [Fact]
    public async Task Upsert_SameKeyTwice_IsRefused()
    {
        var (one, other) = (Entry("resources/docs/a/x.md", 2, "1"), Entry("resources/docs/a/x.md", 2, "2"));
        await Refused(ErrorCode.InvalidArgument, () => Upsert(Step(1, 10), [], one, other));
        Assert.Empty(World.Dump());
    }
}
