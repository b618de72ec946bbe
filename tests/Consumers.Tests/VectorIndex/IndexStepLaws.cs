using Sagas.Consumers.Steps;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>What holds for every step of the index, whatever it does. Its path is resources/docs/a.</summary>
/// <typeparam name="TCommand">The step's command: no step may be without laws.</typeparam>
public abstract class IndexStepLaws<TCommand>(IndexWorld world) : IDisposable
    where TCommand : class
{
    protected IndexWorld World { get; } = world;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Does the step on <c>resources/docs/a</c>; answers its result.</summary>
    protected abstract Task<object> Do(StepContext step);

    /// <summary>A directory with several records, nested ones, and neighbours that look alike.</summary>
    protected virtual Task Arrange() => Given(
        World,
        Entry("resources/docs/a", 0, "a0"), Entry("resources/docs/a", 1, "a1"),
        Entry("resources/docs/a/one.md", 2, "one", 1, 0), Entry("resources/docs/a/sub", 0, "s0"),
        Entry("resources/docs/a/sub/deep/two.md", 2, "two", 0, 1, 0, 0),
        Entry("resources/docs/ab", 0, "ab"), Entry("resources/docs/a-b/x.md"), Entry("resources/docs/a.md"),
        Entry("resources/docs/z/old.md", 2, "old"), Entry("resources/docs/zz", 0, "zz"),
        Entry("user/default/a/one.md"));

    Task<bool> Undo(StepContext step) => World.Changes.Undo(step, Stop);

    [Fact]
    public async Task Execute_OnRows_ChangesThem()
    {
        await Arrange();
        var before = World.Dump();
        await Do(Step(1, 10));
        Assert.NotEqual(before, World.Dump());
    }

    [Fact]
    public async Task Undo_AfterExecute_RestoresEveryRowWithVectorAndTimes()
    {
        await Arrange();
        var before = World.Dump();
        World.Time.Advance(TimeSpan.FromHours(1));
        await Do(Step(1, 10));
        World.Time.Advance(TimeSpan.FromHours(1));
        Assert.True(await Undo(Step(1, 10)));
        Assert.Equal(before, World.Dump());
        Assert.Equal(UndoRowsOfArrange, World.UndoRows());
    }

    [Fact]
    public async Task Execute_Twice_IsOnceWithTheSameAnswer()
    {
        await Arrange();
        var first = await Do(Step(1, 10));
        var after = World.Dump();
        World.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(first, await Do(Step(1, 10)));
        Assert.Equal(after, World.Dump());
    }

    [Fact]
    public async Task Execute_64Duplicates_IsOnceWithTheSameAnswer()
    {
        await Arrange();
        var before = World.Dump();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Do(Step(1, 10)))));
        Assert.Single(answers.Distinct());
        await Undo(Step(1, 10));
        Assert.Equal(before, World.Dump());
    }

    [Fact]
    public async Task Undo_Twice_IsOnceWithTheSameAnswer()
    {
        await Arrange();
        await Do(Step(1, 10));
        Assert.True(await Undo(Step(1, 10)));
        var after = World.Dump();
        Assert.True(await Undo(Step(1, 10)));
        Assert.Equal(after, World.Dump());
    }

    [Fact]
    public async Task Undo_BeforeExecute_ClosesTheStepForGood()
    {
        await Arrange();
        var before = World.Dump();
        Assert.False(await Undo(Step(1, 10)));
        Assert.False(await Undo(Step(1, 10)));
        await Refused(ErrorCode.Stale, () => Do(Step(1, 10)));
        Assert.Equal(before, World.Dump());
    }

    [Fact]
    public async Task Execute_AfterUndo_IsRefused()
    {
        await Arrange();
        await Do(Step(1, 10));
        await Undo(Step(1, 10));
        var before = World.Dump();
        await Refused(ErrorCode.Stale, () => Do(Step(1, 10)));
        Assert.Equal(before, World.Dump());
    }

    [Fact]
    public async Task Execute_OtherStepOfTheTransaction_IsAStepOfItsOwn()
    {
        await Arrange();
        var before = World.Dump();
        Assert.False(await Undo(Step(1, 10, step: 0)));
        await Do(Step(1, 10, step: 1));
        Assert.True(await Undo(Step(1, 10, step: 1)));
        Assert.Equal(before, World.Dump());
    }

    [Theory]
    [InlineData("resources/docs/a")]
    [InlineData("resources/docs")]
    [InlineData("resources")]
    [InlineData("resources/docs/a/sub")]
    [InlineData("resources/docs/a/sub/deep/two.md")]
    public async Task Execute_HigherTokenWasSeenOnThePath_IsRefusedWithNothingChanged(string seen)
    {
        await Arrange();
        await World.Changes.Remove(new RemoveEntries(Account, Uri(seen)), Step(2, 11), Stop);
        var before = World.Dump();
        await Refused(ErrorCode.Stale, () => Do(Step(1, 10)));
        Assert.Equal(before, World.Dump());
        Assert.False(await Undo(Step(1, 10)));
        Assert.Equal(before, World.Dump());
    }

    [Theory]
    [InlineData("resources/docs/ab")]
    [InlineData("resources/docs/a-b")]
    [InlineData("resources/docs/a.md")]
    [InlineData("user/default/a")]
    public async Task Execute_HigherTokenWasSeenBeside_IsDone(string seen)
    {
        await Arrange();
        await World.Changes.Remove(new RemoveEntries(Account, Uri(seen)), Step(2, 11), Stop);
        await Do(Step(1, 10));
        Assert.True(await Undo(Step(1, 10)));
    }

    [Fact]
    public async Task Execute_HigherTokenWasSeenInAnotherAccount_IsDone()
    {
        await Arrange();
        await World.Changes.Remove(new RemoveEntries("other", Uri("resources/docs/a")), Step(2, 11), Stop);
        await Do(Step(1, 10));
        Assert.True(await Undo(Step(1, 10)));
    }

    [Fact]
    public async Task Execute_DuplicateAfterALaterTransaction_GetsItsAnswerAndChangesNothing()
    {
        await Arrange();
        var first = await Do(Step(1, 10));
        await GivenLater();
        var before = World.Dump();
        Assert.Equal(first, await Do(Step(1, 10)));
        Assert.Equal(before, World.Dump());
    }

    [Fact]
    public async Task Undo_AfterALaterTransaction_LeavesWhatThatOneWrote()
    {
        await Arrange();
        await Do(Step(1, 10));
        await GivenLater();
        var later = World.Dump().Where(row => row.Contains("later", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(later);
        Assert.True(await Undo(Step(1, 10)));
        Assert.Empty(later.Except(World.Dump()));
    }

    [Fact]
    public async Task Execute_OtherAccount_IsUntouched()
    {
        await Arrange();
        await GivenIn(World, "other", 50, Entry("resources/docs/a", 0), Entry("resources/docs/a/one.md"));
        var before = World.Dump().Where(row => row.StartsWith("other", StringComparison.Ordinal)).ToList();
        await Do(Step(1, 10));
        Assert.Equal(2, before.Count);
        Assert.Equal(before, World.Dump().Where(row => row.StartsWith("other", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Undo_AfterARestart_RestoresEveryRow()
    {
        await Arrange();
        var before = World.Dump();
        var first = await Do(Step(1, 10));
        World.Restart();
        Assert.Equal(first, await Do(Step(1, 10)));
        Assert.True(await Undo(Step(1, 10)));
        World.Restart();
        await Refused(ErrorCode.Stale, () => Do(Step(1, 10)));
        Assert.Equal(before, World.Dump());
    }

    [Fact]
    public async Task Forget_AfterExecute_DropsTheUndoDataAndRefusesToPretend()
    {
        await Arrange();
        var first = await Do(Step(1, 10));
        await World.Janitor.Forget(Transaction(1), Stop);
        await World.Janitor.Forget(Transaction(1), Stop);
        var after = World.Dump();
        Assert.Equal(UndoRowsOfArrange, World.UndoRows());
        Assert.Equal(first, await Do(Step(1, 10)));
        await Refused(ErrorCode.Stale, () => Undo(Step(1, 10)));
        Assert.Equal(after, World.Dump());
    }

    [Fact]
    public async Task Execute_StoreIsLost_FailsInsteadOfDoingNothing()
    {
        await Arrange();
        World.Lose();
        await Refused(ErrorCode.Unavailable, () => Do(Step(1, 10)));
        await Refused(ErrorCode.Unavailable, () => Undo(Step(1, 10)));
    }

    [Fact]
    public async Task Execute_Cancelled_ChangesNothing()
    {
        await Arrange();
        var before = World.Dump();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => World.Changes.Remove(
            new RemoveEntries(Account, Uri("resources/docs/a")), Step(1, 10), cancelled.Token));
        Assert.Equal(before, World.Dump());
    }

    // The arranging transactions are never purged: the keys they added are noted until then.
    static int UndoRowsOfArrange => 11;

    Task<UpsertedEntries> GivenLater() => World.Changes.Upsert(
        new UpsertEntries(
            Account, Uri("resources/docs"),
            [
                Entry("resources/docs/a/one.md", 2, "later"), Entry("resources/docs/a/new.md", 2, "later"),
                Entry("resources/docs/z/new.md", 2, "later"), Entry("resources/docs/z/old.md", 2, "later"),
            ],
            Gone: []),
        Step(3, 12), Stop);

    public void Dispose()
    {
        World.Dispose();
        GC.SuppressFinalize(this);
    }
}
