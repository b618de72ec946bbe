using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>Rows that cannot leave: tried again, parked, and in nobody's way.</summary>
public sealed class DispatcherTests : MachineTest
{
    readonly ScriptedFaults _faults = new();

    /// <summary>Time passes here faster than the work is done: no step is sent again for that.</summary>
    private protected override Setup Setup => new()
    {
        Faults = _faults,
        Times = new LifecycleOptions { Step = TimeSpan.FromDays(1), Exec = TimeSpan.FromDays(30) },
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static OutboxRow Poison(int number) => new()
    {
        MessageId = Sample.Id(number).Value,
        Destination = "carrier-pigeon://somewhere/else",
        ContentType = "application/json",
        Properties = "{}",
        Due = Sample.Now.AddSeconds(30),
    };

    Task Add(params OutboxRow[] rows) => Coordinator.Get<IUnitOfWorkStore>().Run(
        async unit =>
        {
            foreach (var row in rows)
                await unit.Add(row);
        },
        Stop);

    async Task<OutboxRow> Stored(long id)
    {
        await using var db = Coordinator.Context();
        return await db.Outbox.AsNoTracking().SingleAsync(x => x.Id == id, Stop);
    }

    /// <summary>Lets time pass by polls, each with a commit, until it is so.</summary>
    async Task PassUntil(Func<Task<bool>> isSo)
    {
        for (var poll = 0; !await isSo(); poll++)
        {
            Assert.True(poll < 20_000, "It did not come about.");
            Coordinator.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        }
    }

    [Fact]
    public async Task Row_ThatCannotBeSent_IsTriedLaterAndLaterThenParked()
    {
        var row = Poison(1);
        await Add(row);
        var tried = Coordinator.Time.GetUtcNow();
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await PassUntil(async () => (await Stored(row.Id)).Attempts == attempt);
            var (stored, now) = (await Stored(row.Id), Coordinator.Time.GetUtcNow());
            Assert.Equal(attempt == 8, stored.Parked);
            Assert.NotNull(stored.LastError);
            var rest = Math.Min(300, 1 << attempt);
            Assert.InRange(stored.Due, tried.AddSeconds(rest), now.AddSeconds(rest));
            Assert.True(attempt == 1 || now >= tried.AddSeconds(1 << (attempt - 1)), $"Attempt {attempt} was early.");
            tried = stored.Due.AddSeconds(-rest);
        }
        Pass(3600);
        await Run(Begin(1));

        Assert.Equal(8, (await Stored(row.Id)).Attempts);
        Assert.Equal(1, (await Coordinator.Queries.Backlog(Stop)).ParkedMessages);
    }

    [Fact]
    public async Task Rows_ThatCannotBeSent_HoldUpNobody()
    {
        await Add([.. Enumerable.Range(1, 600).Select(Poison)]);
        for (var i = 1; i <= 100; i++)
            await Coordinator.Tell(Begin(i, path: $"resources/{i}"));
        for (var i = 1; i <= 100; i++)
            await Coordinator.UntilPhase(Sample.Id(i), TransactionPhase.Released);
        await Coordinator.Until(() => Participants.PostActions.Count == 200, "all post-actions");
    }

    public static TheoryData<string> Outages => ["connection", "cancelled"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Row_WhileTheBrokerIsAway_UsesUpNoAttempt(string outage)
    {
        var times = 0;
        // What hangs rests longer and longer: more of them would be as long as a step may be silent.
        var failures = outage == "connection" ? 20 : 3;
        _faults.On("outbox.before-send", () => ++times <= failures
            ? throw (outage == "connection" ? new ConnectionException("Away.") : new OperationCanceledException())
            : Task.CompletedTask);
        await Coordinator.Tell(Begin(1, steps: 1));
        await using var db = Coordinator.Context();
        var id = db.Outbox.AsNoTracking().Single(x => x.Destination == "exchange:alpha").Id;
        var attempts = new List<(int, bool)>();
        await PassUntil(async () =>
        {
            if (await db.Outbox.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, Stop) is { } row)
                attempts.Add((row.Attempts, row.Parked));
            return times > failures && !Participants.Commands.IsEmpty;
        });

        Assert.All(attempts, x => Assert.Equal((0, false), x));
        Assert.Equal(1, Participants.Executed.Count(e => e.Attempt == 1));
    }

    [Fact]
    public async Task Rows_AfterAllIsDone_AreGone()
    {
        for (var i = 1; i <= 20; i++)
            await Coordinator.Tell(Begin(i, path: $"resources/{i}"));
        for (var i = 1; i <= 20; i++)
            await Coordinator.End(Sample.Id(i));
        await Coordinator.Until(() => Participants.Events.Count == 40, "all events");
        await Coordinator.OutboxIsEmpty();

        Assert.Equal(0, Coordinator.Get<InFlightRows>().Count);
        var backlog = await Coordinator.Queries.Backlog(Stop);
        Assert.Equal((0, 0, 0, 0), (
            backlog.OpenTransactions, backlog.Suspended, backlog.PendingMessages, backlog.ParkedMessages));
    }

    [Fact]
    public async Task FinishedRows_WhenNothingElseIsCommitted_AreDeletedByTheFlush()
    {
        await Coordinator.Tell(Begin(1, steps: 1));
        await Coordinator.Until(() => Participants.PostActions.Count == 2 && Participants.Events.Count == 2, "the end");

        var isEmpty = false;
        while (!isEmpty)
        {
            Coordinator.Time.Advance(TimeSpan.FromMilliseconds(50));
            await using var db = Coordinator.Context();
            isEmpty = !await db.Outbox.AnyAsync(Stop);
        }
    }

    [Fact]
    public async Task Timers_AreRowsThatGoWithTheChangeThatEndsThem()
    {
        Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Quiet();
        await using var db = Coordinator.Context();
        var tokens = db.Outbox.AsNoTracking().Where(x => x.Token != null).Select(x => x.Token).ToList();
        var row = db.Transactions.AsNoTracking().Single();
        Assert.Equal(new[] { row.StepTimerToken, row.ExecDeadlineToken }.Order(), tokens.Order());

        await Coordinator.Tell(new CancelTransaction(First, "x"));
        await Coordinator.UntilPhase(First, TransactionPhase.Released);

        Assert.Empty(db.Outbox.AsNoTracking().Where(x => x.Token != null).ToList());
        row = db.Transactions.AsNoTracking().Single();
        Assert.Equal((null, null, null, null), (
            row.LockWaitToken, row.StepTimerToken, row.ExecDeadlineToken, row.UndoRetryToken));
    }
}
