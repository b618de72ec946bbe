using Sagas.DeadLetters;
using Sagas.Lifecycle;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.DeadLetters;

/// <summary>The audit of dead letters is kept for its own time, and no longer.</summary>
public sealed class AuditRetentionTests : MachineTest
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private protected override Setup Setup => new()
    {
        Times = new LifecycleOptions { AuditRetention = Kept },
        // Days go by here: the clock would tick for every poll.
        Outbox = outbox => outbox.PollInterval = outbox.FlushInterval = TimeSpan.FromHours(1),
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    IDeadLetterAudit Audit => Coordinator.Get<IDeadLetterAudit>();

    Task Record(params string[] letters) => Audit.Record([.. letters.Select(letter => new DeadLetterAction
    {
        At = Coordinator.Time.GetUtcNow(),
        By = "default/alice",
        Action = DeadLetterOrder.Discard,
        Result = DeadLetterResult.Discarded,
        LetterId = letter,
    })]);

    async Task<IEnumerable<string>> Letters() =>
        (await Audit.Read(null, 10_000, Stop)).Select(line => line.LetterId).Order(StringComparer.Ordinal);

    async Task<int> Forget(TimeSpan older, int limit)
    {
        var count = 0;
        var before = Coordinator.Time.GetUtcNow() - older;
        await Coordinator.Get<IUnitOfWorkStore>().Run(
            async unit => count = await unit.ForgetAudit(before, limit), Stop);
        return count;
    }

    [Fact]
    public async Task ForgetAudit_OldLines_GoOldestFirstAndNeverMoreThanAsked()
    {
        await Record("a", "b", "c");
        Coordinator.Time.Advance(TimeSpan.FromSeconds(1));
        await Record("d");

        Assert.Equal(2, await Forget(TimeSpan.Zero, 2));
        Assert.Equal(["c", "d"], await Letters());
        Assert.Equal(1, await Forget(TimeSpan.Zero, 2));
        Assert.Equal(0, await Forget(TimeSpan.Zero, 2));
        Assert.Equal(["d"], await Letters());
    }

    [Fact]
    public async Task Time_Passes_OnlyWhatIsOlderThanTheRetentionIsForgotten()
    {
        await Record([.. Enumerable.Range(0, 1200).Select(n => $"old {n}")]);
        Coordinator.Time.Advance(Kept - TimeSpan.FromHours(2));
        await Record("young");

        for (var hour = 0; (await Letters()).Count() > 1; hour++)
        {
            Assert.True(hour < 600, "The old lines are still there.");
            Coordinator.Time.Advance(TimeSpan.FromHours(1));
            await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        }

        Assert.Equal(["young"], await Letters());
    }
}
