using Sagas.Consumers.Steps;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

public abstract class RemoveEntriesLaws(IndexWorld world) : IndexStepLaws<RemoveEntries>(world)
{
    protected override async Task<object> Do(StepContext step) =>
        await World.Changes.Remove(new RemoveEntries(Account, Uri("resources/docs/a")), step, Stop);

    [Fact]
    public async Task Remove_Directory_CountsEveryRecordAtAndBelow()
    {
        await Arrange();
        Assert.Equal(new RemovedEntries(5), await Do(Step(1, 10)));
        Assert.Equal(0, await World.Index.Count(Account, Uri("resources/docs/a"), Stop));
    }

    [Fact]
    public async Task Remove_NothingThere_IsDoneWithZero() =>
        Assert.Equal(new RemovedEntries(0), await Do(Step(1, 10)));

    [Theory]
    [InlineData("a", "ab")]
    [InlineData("a", "a-b")]
    [InlineData("a", "a.b")]
    [InlineData("a", "a0")]
    [InlineData("a", "a b")]
    [InlineData("a", "A")]
    [InlineData("%", "x")]
    [InlineData("_", "x")]
    [InlineData("a%", "abc")]
    [InlineData("a_", "ab")]
    [InlineData("it's", "its")]
    [InlineData("'; DROP TABLE entries; --", "x")]
    [InlineData("[a]", "a")]
    [InlineData("*", "x")]
    [InlineData("é", "e")]
    [InlineData("日本", "日")]
    [InlineData("😀", "😁")]
    public async Task Remove_Name_TouchesNoNeighbour(string name, string neighbour)
    {
        await Given(
            World,
            Entry($"resources/{name}", 0), Entry($"resources/{name}/{neighbour}"),
            Entry($"resources/{neighbour}", 0), Entry($"resources/{neighbour}/x.md"));
        var before = World.Dump();
        var removed = await World.Changes.Remove(
            new RemoveEntries(Account, Uri($"resources/{name}")), Step(1, 10), Stop);
        Assert.Equal(2, removed.Count);
        Assert.Equal(2, await World.Index.Count(Account, Uri($"resources/{neighbour}"), Stop));
        await World.Changes.Undo(Step(1, 10), Stop);
        Assert.Equal(before, World.Dump());
    }
}
