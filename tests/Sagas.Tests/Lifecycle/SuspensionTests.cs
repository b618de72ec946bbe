using Sagas.Contracts;
using Sagas.Queries;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>Undos that fail: never dropped, never in each other's way.</summary>
public sealed class SuspensionTests : MachineTest
{
    async Task<TransactionView> Suspended(Func<int, Reply> undoOfStep1)
    {
        Participants.Do(2, Reply.Refuse).Undo(1, undoOfStep1);
        await Coordinator.Tell(Begin(1, steps: 3));
        return await Coordinator.UntilPhase(First, TransactionPhase.Suspended);
    }

    [Fact]
    public async Task UndoFaulted_StillUndoesTheOthersThenSuspendsWithItsLocks()
    {
        var view = await Suspended(_ => Reply.Throw);

        Assert.Equal([2, 1, 0], Participants.Undone.Select(u => u.Step));
        Assert.Equal(["undone", "undo_failed", "undone"], Statuses(view));
        Assert.Contains("Scripted.", view.Steps[1].Error, StringComparison.Ordinal);
        Assert.True(Assert.Single(await HeldLocks()).Held);
        Assert.Null(view.EndedAt);
        Assert.Equal(1, Coordinator.Counts.Of("sagas.transactions.suspended"));
        await Coordinator.Until(() => Participants.Events.OfType<TransactionSuspended>().Any(), "the event");
        Assert.Empty(Participants.PostActions);
        Assert.Empty(await Timers<StepTimedOut>());
    }

    [Fact]
    public async Task Retry_UndoSucceedsNow_Releases()
    {
        var broken = true;
        await Suspended(_ => broken ? Reply.Throw : Reply.Done);
        broken = false;

        await Coordinator.Tell(new RetryTransaction(First, "operator"));

        var view = await Coordinator.End(First);
        Assert.Equal((TransactionOutcome.RolledBack, 2), (view.Outcome, view.Reason!.Step!.Value));
        Assert.Equal([2, 1, 0, 1], Participants.Undone.Select(u => u.Step));
        Assert.Empty(await HeldLocks());
        Assert.Empty(await Timers<UndoRetryDue>());
    }

    [Fact]
    public async Task UndoRetry_ComesByItself_LaterEachRound()
    {
        await Suspended(_ => Reply.Throw);
        double[] rests = [5, 10, 20, 40];
        for (var round = 0; round < rests.Length; round++)
        {
            var timer = Assert.Single(await Timers<UndoRetryDue>());
            var due = Coordinator.Time.GetUtcNow().AddSeconds(rests[round]);
            // The delay is the difference of two looks at the real clock.
            Assert.InRange((due - timer.Due).TotalSeconds, 0, 3);
            Pass(rests[round]);
            await Coordinator.Until(() => Participants.Undone.Count() == 4 + round, $"round {round}");
            await Coordinator.UntilPhase(First, TransactionPhase.Suspended);
            await Coordinator.Quiet();
        }

        Assert.Equal(TransactionPhase.Suspended, (await Coordinator.View(First)).Phase);
        Assert.Equal(5, Coordinator.Counts.Of("sagas.transactions.suspended"));
    }

    [Fact]
    public async Task UndoRetry_SucceedsInItsRound_Releases()
    {
        var broken = true;
        await Suspended(_ => broken ? Reply.Throw : Reply.Done);
        broken = false;

        Pass(5);

        Assert.Equal(TransactionOutcome.RolledBack, (await Coordinator.End(First)).Outcome);
    }

    [Fact]
    public async Task Resolve_ByAnOperator_ReleasesAndSaysWho()
    {
        await Suspended(_ => Reply.Throw);

        await Coordinator.Tell(new ResolveTransaction(First, "bob", "put back by hand"));

        var view = await Coordinator.End(First);
        Assert.Equal(TransactionOutcome.RolledBack, view.Outcome);
        Assert.EndsWith("Resolved by bob: put back by hand", view.Reason!.Message, StringComparison.Ordinal);
        Assert.Equal("undo_failed", view.Steps[1].Status);
        Assert.Empty(await HeldLocks());
        Assert.Empty(await Timers<UndoRetryDue>());
        Assert.True(Assert.IsType<PurgeTransaction>(Assert.Single(Participants.PostActions)).KeepsSetAside);
    }

    [Fact]
    public async Task UndoIsSilent_Once_IsSentAgain()
    {
        Participants.Do(1, Reply.Refuse).Undo(0, attempt => attempt == 1 ? Reply.Silent : Reply.Done);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Until(() => Participants.Undone.Count() == 2, "both undos");
        await Coordinator.Quiet();

        Pass(30);

        var view = await Coordinator.End(First);
        Assert.Equal(["undone", "undone"], Statuses(view));
        Assert.Equal([1, 1, 2], Participants.Undone.Select(u => u.Attempt));
    }

    [Fact]
    public async Task Retry_WhileAnUndoIsSilent_SendsItAgain()
    {
        Participants.Do(1, Reply.Refuse).Undo(1, attempt => attempt == 1 ? Reply.Silent : Reply.Done);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Until(() => Participants.Undone.Count() == 1, "the undo");
        await Coordinator.Quiet();

        await Coordinator.Tell(new RetryTransaction(First, "operator"));

        var view = await Coordinator.End(First);
        Assert.Equal(["undone", "undone"], Statuses(view));
        Assert.Equal([(1, 1), (1, 2), (0, 1)], Participants.Undone.Select(u => (u.Step, u.Attempt)));
        Assert.Empty(await Timers<StepTimedOut>());
    }

    [Fact]
    public async Task UndoIsSilent_ForGood_SuspendsAfterTheOthers()
    {
        Participants.Do(1, Reply.Refuse).Undo(1, Reply.Silent);
        await Coordinator.Tell(Begin(1));
        for (var attempt = 1; attempt <= Limits.UndoAttemptsMax; attempt++)
        {
            await Coordinator.Until(() => Participants.Undone.Count() == attempt, $"attempt {attempt}");
            await Coordinator.Quiet();
            Pass(30);
        }

        var view = await Coordinator.UntilPhase(First, TransactionPhase.Suspended);

        Assert.Equal(["undone", "undo_failed"], Statuses(view));
        Assert.Equal([1, 1, 1, 0], Participants.Undone.Select(u => u.Step));
    }

    [Fact]
    public async Task Suspended_SomebodyWaitsForItsLocks_GoesOnAfterTheRetry()
    {
        var broken = true;
        await Suspended(_ => broken ? Reply.Throw : Reply.Done);
        await Coordinator.Tell(Begin(2, steps: 1, wait: 3600));
        broken = false;

        await Coordinator.Tell(new RetryTransaction(First, "operator"));

        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.End(Sample.Id(2))).Outcome);
    }
}
