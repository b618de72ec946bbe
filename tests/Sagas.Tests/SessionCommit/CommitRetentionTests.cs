using Sagas.Contracts;
using Sagas.Persistence.UnitOfWork;
using Sagas.Queries;

namespace Sagas.Tests.SessionCommit;

/// <summary>Old commits are forgotten with their transactions, and not before.</summary>
public sealed class CommitRetentionTests : CommitTest
{
    async Task<int> Forget(double secondsLater)
    {
        var count = 0;
        var before = Coordinator.Time.GetUtcNow().AddSeconds(secondsLater);
        await Coordinator.Get<IUnitOfWorkStore>().Run(
            async unit => count = await unit.Forget(before, 500), TestContext.Current.CancellationToken);
        return count;
    }

    [Fact]
    public async Task Forget_AnEndedCommit_GoesWithItsTransactions()
    {
        await Run(1, SessionCommitPhase.Completed);
        Assert.Equal(0, await Forget(0));

        Assert.Equal(3, await Forget(1));

        Assert.Null(await Coordinator.Queries.Find(Commit(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Forget_ACommitThatStillWaits_KeepsItsTransaction()
    {
        Scripted.Extract = _ => null;
        await Run(1, SessionCommitPhase.Extracting);

        Assert.Equal(0, await Forget(1));

        Assert.Equal("extracting", await PhaseOf(1));
    }

    [Fact]
    public async Task Backlog_ACommitThatStillWaits_IsOpen()
    {
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.Resting);

        var backlog = await Coordinator.Queries.Backlog(TestContext.Current.CancellationToken);

        Assert.Equal(1, backlog.OpenTransactions);
        // Who waits for what follows a write waits for no model.
        Assert.False(await Coordinator.Get<IOpenWork>().IsLeft(
            Sample.Account, TestContext.Current.CancellationToken));
    }
}
