using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>One commit per message at the most, several messages in one, and no unit harms another.</summary>
public sealed class WriterTests : MachineTest
{
    readonly ScriptedFaults _faults = new();

    private protected override Setup Setup => new() { Faults = _faults };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    IUnitOfWorkStore Store => Coordinator.Get<IUnitOfWorkStore>();

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task Transactions_200OfTwoSteps_TakeOneCommitPerMessageAtTheMost(int inFlight)
    {
        var before = Coordinator.Writer.Units;
        await Parallel.ForEachAsync(
            Enumerable.Range(1, 200),
            new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = Stop },
            async (i, _) =>
            {
                await Coordinator.Tell(Begin(i, path: $"resources/{i}"));
                await Coordinator.Until(async () => await PhaseOf(i) == TransactionPhase.Released, $"the end of {i}");
            });
        await Coordinator.AfterCommits();

        var writer = Coordinator.Writer;
        const int messages = 200 * 3;
        // The look after the end is one more.
        Assert.Equal(messages + 1, writer.Units - before);
        Assert.InRange(writer.Commits, 1, messages + 1 + before);
        if (inFlight > 1)
            Assert.True(writer.Commits < messages, $"{writer.Commits} commits of {messages} units.");
        Assert.Equal(0, writer.AsyncUnits);
        Assert.Equal(200, Coordinator.Counts.Of("sagas.transactions.ended"));
        Assert.Empty(Coordinator.Received.Faults);
    }

    /// <summary>Without a unit of work, unlike <see cref="Coordinator.UntilPhase"/>: they are counted here.</summary>
    async Task<string?> PhaseOf(int number) => (await Coordinator.Queries.Find(Sample.Id(number), Stop))?.Phase;

    /// <summary>Holds the writer, so that what is queued meanwhile becomes one batch.</summary>
    async Task<TaskCompletionSource> HoldTheWriter()
    {
        var (entered, gate) = (Signal(), Signal());
        _ = Store.Run(
            async _ =>
            {
                entered.SetResult();
                await gate.Task;
            },
            Stop);
        await entered.Task;
        return gate;
    }

    static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static OutboxRow Row(int number) => new()
    {
        MessageId = Sample.Id(number).Value,
        Destination = "exchange:nowhere",
        ContentType = "application/json",
        Properties = "{}",
        Due = Sample.Now.AddYears(1),
        Token = Sample.Id(number).Value,
    };

    [Fact]
    public async Task Units_ReadyTogether_ShareOneCommit()
    {
        var gate = await HoldTheWriter();
        var before = Coordinator.Writer.Commits;
        var units = Enumerable.Range(1, 40).Select(i => Store.Run(u => u.Add(Row(i)).AsTask(), Stop)).ToList();
        gate.SetResult();
        await Task.WhenAll(units);

        Assert.Equal(2, Coordinator.Writer.Commits - before);
        Assert.Equal(1, Coordinator.Writer.AsyncUnits);
    }

    [Fact]
    public async Task Unit_ThatThrows_HarmsNobodyInItsBatch()
    {
        var gate = await HoldTheWriter();
        var units = Enumerable.Range(1, 30).Select(i => Store.Run(
            async u =>
            {
                await u.Add(Row(i));
                if (i % 3 == 0)
                    throw new InvalidOperationException($"Unit {i}.");
            },
            Stop)).ToList();
        gate.SetResult();
        foreach (var (i, unit) in units.Index())
        {
            var failure = await Record.ExceptionAsync(() => unit);
            Assert.Equal((i + 1) % 3 == 0 ? $"Unit {i + 1}." : null, failure?.Message);
        }

        await using var db = Coordinator.Context();
        var stored = await db.Outbox.Select(x => x.MessageId).ToListAsync(Stop);
        Assert.Equal(
            Enumerable.Range(1, 30).Where(i => i % 3 != 0).Select(i => Sample.Id(i).Value).Order(), stored.Order());
    }

    [Fact]
    public async Task Commit_ThatFails_StoresNothingAndTellsEveryUnit()
    {
        var ran = 0;
        var gate = await HoldTheWriter();
        var units = Enumerable.Range(1, 5).Select(i => Store.Run(
            u =>
            {
                u.AfterCommit(() => Interlocked.Increment(ref ran));
                return u.Add(Row(i)).AsTask();
            },
            Stop)).ToList();
        // The first commit after this is the one that holds the gate.
        var commits = 0;
        _faults.On("writer.before-commit", () =>
            ++commits == 2 ? throw new IOException("Disk full.") : Task.CompletedTask);
        gate.SetResult();
        foreach (var unit in units)
            Assert.Equal("Disk full.", (await Assert.ThrowsAsync<IOException>(() => unit)).Message);

        await using var db = Coordinator.Context();
        Assert.Empty(db.Outbox.ToList());
        Assert.Equal(0, ran);
        await Store.Run(u => u.Add(Row(1)).AsTask(), Stop);
        Assert.Single(db.Outbox.ToList());
    }

    [Fact]
    public async Task Message_WhoseCommitFailsOnce_IsTriedAgainAndNothingIsLost()
    {
        _faults.Fail("writer.before-commit", times: 1);

        await Coordinator.Tell(Begin(1));

        var view = await Coordinator.End(First);
        Assert.Equal(TransactionOutcome.Committed, view.Outcome);
        Assert.Empty(Coordinator.Received.Faults);
    }

    [Fact]
    public async Task Unit_SomethingFailsAfterItsCommit_HasSucceededAndItsMessagesLeave()
    {
        _faults.Fail("writer.after-commit", times: 1);

        await Coordinator.Get<ITransactionClient>().Submit(
            new MakeDirectory { Uri = "viking://resources/a", TransactionId = First }, Stop);

        // No time passes here: nothing waits for the end of a lease.
        await Coordinator.UntilPhase(First, TransactionPhase.Exec);
    }

    [Fact]
    public async Task Command_WhileTheWriterIsBusy_IsMadeARowOutsideOfIt()
    {
        _faults.Hold("outbox.before-send", new TaskCompletionSource().Task);
        var gate = await HoldTheWriter();
        var submitted = Coordinator.Get<ITransactionClient>().Submit(
            new MakeDirectory { Uri = "viking://resources/a", TransactionId = First }, Stop);
        var before = Coordinator.Time.GetUtcNow();
        Pass(7);
        gate.SetResult();
        await submitted;

        // The lease shows when the row was made.
        await using var db = Coordinator.Context();
        Assert.Equal(before + new OutboxOptions().Lease, (await db.Outbox.SingleAsync(Stop)).Due);
    }

    [Fact]
    public async Task Unit_CancelledBeforeItsTurn_IsNotRun()
    {
        var gate = await HoldTheWriter();
        using var source = new CancellationTokenSource();
        var unit = Store.Run(u => u.Add(Row(1)).AsTask(), source.Token);
        await source.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unit);
        await using var db = Coordinator.Context();
        Assert.Empty(db.Outbox.ToList());
    }

    [Fact]
    public async Task Unit_SeesWhatTheUnitBeforeItInTheBatchDid()
    {
        var gate = await HoldTheWriter();
        var first = Store.Run(
            async u => Assert.True((await u.Locks.Request(First, [Sample.Tree("resources/a")], 0, Sample.Now))
                .IsGranted),
            Stop);
        var second = Store.Run(
            async u => Assert.False((await u.Locks.Request(
                Sample.Id(2), [Sample.Tree("resources/a")], 0, Sample.Now)).IsGranted),
            Stop);
        gate.SetResult();
        await Task.WhenAll(first, second);
    }
}
