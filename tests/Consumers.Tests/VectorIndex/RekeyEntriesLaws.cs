using Sagas.Consumers.Steps;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

public abstract class RekeyEntriesLaws(IndexWorld world) : IndexStepLaws<RekeyEntries>(world)
{
    protected override async Task<object> Do(StepContext step) =>
        await Rekey("resources/docs/a", "resources/docs/z", step);

    Task<RekeyedEntries> Rekey(string source, string destination, StepContext step) =>
        World.Changes.Rekey(new RekeyEntries(Account, Uri(source), Uri(destination)), step, Stop);

    [Fact]
    public async Task Rekey_Directory_MovesEveryRecordAndReplacesTheDestinations()
    {
        await Arrange();
        Assert.Equal(new RekeyedEntries(5, 1), await Do(Step(1, 10)));
        Assert.Equal(0, await World.Index.Count(Account, Uri("resources/docs/a"), Stop));
        Assert.Equal(5, await World.Index.Count(Account, Uri("resources/docs/z"), Stop));
        Assert.Equal(1, await World.Index.Count(Account, Uri("resources/docs/zz"), Stop));
    }

    [Fact]
    public async Task Rekey_Directory_ChangesUriParentAndNameAndNothingElse()
    {
        await Arrange();
        var before = World.Dump();
        World.Time.Advance(TimeSpan.FromHours(1));
        await Rekey("resources/docs/a", "user/default/new/n'%_", Step(1, 10));
        var moved = World.Dump().Where(row => row.Contains("n'%_", StringComparison.Ordinal));
        var expected = before.Where(row => row.Contains("docs/a|", StringComparison.Ordinal)
                || row.Contains("docs/a/", StringComparison.Ordinal))
            .Select(row => row.Replace("resources/docs/a", "user/default/new/n'%_", StringComparison.Ordinal)
                .Replace("viking://resources/docs|a|", "viking://user/default/new|n'%_|", StringComparison.Ordinal));
        Assert.Equal(expected, moved);
    }

    [Theory]
    [InlineData("resources/docs/a", "resources/docs/a/b")]
    [InlineData("resources/docs/a/b", "resources/docs/a")]
    [InlineData("resources/docs/a", "resources/docs/a")]
    public async Task Rekey_OneInTheOther_IsRefusedWithNothingChanged(string source, string destination)
    {
        await Arrange();
        var before = World.Dump();
        await Refused(ErrorCode.InvalidArgument, () => Rekey(source, destination, Step(1, 10)));
        Assert.Equal(before, World.Dump());
        Assert.False(await World.Changes.Undo(Step(1, 10), Stop));
    }

    [Fact]
    public async Task Rekey_UriWouldBeTooLong_IsRefusedWithNothingChanged()
    {
        var segments = string.Join('/', Enumerable.Repeat(new string('x', 250), 6));
        await Given(World, Entry($"resources/a/{segments}/f.md"));
        var before = World.Dump();
        await Refused(
            ErrorCode.InvalidArgument, () => Rekey("resources/a", $"resources/b/{segments}/{segments}", Step(1, 10)));
        Assert.Equal(before, World.Dump());
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    public async Task Rekey_DepthAtItsLimit_IsDoneAndAboveRefused(int depth, bool legal)
    {
        await Given(World, Entry("resources/a/b/f.md"));
        var destination = "resources" + string.Concat(Enumerable.Repeat("/d", depth));
        if (legal)
            Assert.Equal(1, (await Rekey("resources/a", destination, Step(1, 10))).Moved);
        else
            await Refused(ErrorCode.InvalidArgument, () => Rekey("resources/a", destination, Step(1, 10)));
    }

    [Theory]
    [InlineData("a", "ab")]
    [InlineData("%", "_")]
    [InlineData("it's", "it''s")]
    [InlineData("é日本", "plain")]
    [InlineData("😀😀", "x")]
    public async Task Rekey_Name_MovesThereAndBackAndTouchesNoNeighbour(string name, string other)
    {
        await Given(
            World,
            Entry($"resources/{name}", 0), Entry($"resources/{name}/f {name}.md"), Entry($"resources/{other}x", 0));
        var before = World.Dump();
        Assert.Equal(2, (await Rekey($"resources/{name}", $"resources/{other}", Step(1, 10))).Moved);
        Assert.Equal(2, await World.Index.Count(Account, Uri($"resources/{other}"), Stop));
        await Rekey($"resources/{other}", $"resources/{name}", Step(2, 11));
        Assert.Equal(before, World.Dump());
    }

    [Theory]
    [InlineData("resources/docs/z")]
    [InlineData("resources/docs/z/old.md")]
    public async Task Rekey_HigherTokenWasSeenAtTheDestination_IsRefused(string seen)
    {
        await Arrange();
        await World.Changes.Remove(new RemoveEntries(Account, Uri(seen)), Step(2, 11), Stop);
        var before = World.Dump();
        await Refused(ErrorCode.Stale, () => Do(Step(1, 10)));
        Assert.Equal(before, World.Dump());
    }
}
