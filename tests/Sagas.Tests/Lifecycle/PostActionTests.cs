using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>What leaves with the commit, and consumers of it that fail.</summary>
public sealed class PostActionTests : MachineTest
{
    const int AttemptsMax = 8;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    IEnumerable<EnqueueSemantic> Enqueued => Participants.PostActions.OfType<EnqueueSemantic>();

    [Fact]
    public async Task PostAction_BeforeTheCommit_IsNeverSent()
    {
        Participants.Do(1, Reply.Silent);
        await Tell(Begin(1), commands: 2);
        Assert.Empty(Participants.PostActions);

        await Coordinator.Tell(new StepCompleted(First, 1, null));

        await Coordinator.Until(() => Enqueued.Any(), "the post-action");
    }

    [Fact]
    public async Task PostAction_ConsumerFailsTwice_IsTriedUntilItIsDone()
    {
        Participants.PostActionFailures = 2;
        await Coordinator.Tell(Begin(1, steps: 1));

        await PassUntil(() => Task.FromResult(Enqueued.Any()));

        Assert.Single(Enqueued.Distinct());
        Assert.Equal(0, (await Coordinator.Queries.Backlog(Stop)).ParkedMessages);
    }

    [Fact]
    public async Task PostAction_ConsumerKeepsFailing_IsParkedWithItsReasonAndHarmsNobody()
    {
        Participants.PostActionFailures = AttemptsMax;
        await Coordinator.Tell(Begin(1, steps: 1));

        await PassUntil(async () => (await Coordinator.Queries.Backlog(Stop)).ParkedMessages == 1);

        var parked = Assert.Single(await Rows(), row => row.Parked);
        Assert.Equal(("exchange:enqueue-semantic", AttemptsMax), (parked.Destination, parked.Attempts));
        Assert.Contains("Scripted.", parked.LastError, StringComparison.Ordinal);
        Assert.Empty(Enqueued);
        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.View(First)).Outcome);
        await Coordinator.Tell(Begin(2, steps: 1));
        await Coordinator.Until(() => Enqueued.Any(m => m.TransactionId == Sample.Id(2)), "the next one's");
    }

    async Task<List<OutboxRow>> Rows()
    {
        await using var db = Coordinator.Context();
        return await db.Outbox.AsNoTracking().ToListAsync(Stop);
    }

    /// <summary>Lets time pass by steps, each with a commit, until it is so.</summary>
    async Task PassUntil(Func<Task<bool>> isSo)
    {
        // The consumer's own retries take real time, however fast the coordinator's clock is.
        var started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It did not come about.");
            Pass(0.5);
            await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        }
    }
}
