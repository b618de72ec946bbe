using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

public abstract class IndexConcurrencyContract(IndexWorld world) : IDisposable
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_64AtOnceOnTheirOwnPaths_AllDone()
    {
        await Given(world, [.. Enumerable.Range(0, 64).Select(i => Entry($"resources/from{i}/f.md", 2, $"e{i}"))]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => world.Changes.Rekey(
            new RekeyEntries(Account, Uri($"resources/from{i}"), Uri($"user/default/to{i}")), Step(i, 10 + i), Stop))));
        Assert.All(answers, answer => Assert.Equal(new RekeyedEntries(1, 0), answer));
        Assert.Equal(64, await world.Index.Count(Account, Uri("user/default"), Stop));
        Assert.Equal(0, await world.Index.Count(Account, Uri("resources"), Stop));
    }

    [Fact]
    public async Task Search_WhileSteps64Write_SeesEachMoveWholeOrNotAtAll()
    {
        await Given(world, [.. Enumerable.Range(0, 50).Select(i => Entry($"resources/a/f{i}.md", 2, $"e{i}", 1, 0))]);
        var moves = Task.Run(async () =>
        {
            for (var i = 0; i < 64; i++)
            {
                var (from, to) = i % 2 == 0 ? ("a", "b") : ("b", "a");
                await world.Changes.Rekey(
                    new RekeyEntries(Account, Uri($"resources/{from}"), Uri($"resources/{to}")), Step(i, 10 + i), Stop);
            }
        }, Stop);
        var searches = 0;
        while (!moves.IsCompleted || searches == 0)
        {
            var hits = await world.Index.Search(
                new() { Account = Account, Vector = new float[] { 1, 0 }, Limit = 100 }, Stop);
            Assert.Equal(50, hits.Count);
            Assert.Single(hits.Select(hit => hit.Uri.Parent).Distinct());
            searches++;
        }
        await moves;
    }

    [Fact]
    public async Task DoAndUndo_RacingForOneStep_EndUndone()
    {
        await Given(world, Entry("resources/a/f.md"));
        var before = world.Dump();
        for (var i = 1; i <= 64; i++)
        {
            var step = Step(i, 10 + i);
            var command = new RemoveEntries(Account, Uri("resources/a"));
            var done = Task.Run(() => world.Changes.Remove(command, step, Stop), Stop);
            var undone = Task.Run(() => world.Changes.Undo(step, Stop), Stop);
            await Record.ExceptionAsync(() => done);
            Assert.Equal(done.IsCompletedSuccessfully, await undone);
            Assert.Equal(before, world.Dump());
        }
    }

    [Fact]
    public async Task Sweep_OldRows_GoButNotWhatMayStillBeUndone()
    {
        await Given(world, Entry("resources/a/f.md"), Entry("resources/b/f.md"));
        await world.Changes.Remove(new RemoveEntries(Account, Uri("resources/a")), Step(1, 10), Stop);
        var before = world.Dump();
        await world.Changes.Remove(new RemoveEntries(Account, Uri("resources/b")), Step(2, 11), Stop);
        await world.Changes.Undo(Step(3, 12), Stop);
        await world.Janitor.Forget(Transaction(1), Stop);
        world.Time.Advance(TimeSpan.FromDays(8));
        var olderThan = world.Time.GetUtcNow() - TimeSpan.FromDays(7);
        Assert.Equal(0, await world.Changes.Sweep(olderThan - TimeSpan.FromDays(7), Stop));
        // Two fences and the two closed steps; what was arranged is done and not forgotten, so it stays.
        Assert.Equal(4, await world.Changes.Sweep(olderThan, Stop));
        Assert.Equal(0, await world.Changes.Sweep(olderThan, Stop));
        Assert.True(await world.Changes.Undo(Step(2, 11), Stop));
        Assert.Equal(before, world.Dump());
    }

    [Fact]
    public async Task Ledger_Message_IsNotedOncePerAction()
    {
        var (purge, other) = (new PurgeTransaction(Transaction(1)), new PurgeTransaction(Transaction(1), "other"));
        Assert.False(await world.Ledger.Has(purge, Stop));
        await world.Ledger.Add(purge, Stop);
        await world.Ledger.Add(purge, Stop);
        world.Restart();
        Assert.True(await world.Ledger.Has(purge, Stop));
        Assert.False(await world.Ledger.Has(other, Stop));
    }

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }
}
