using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>A process ends, wherever it was, and another starts on the same file.</summary>
public sealed class RestartTests : MachineTest
{
    [Fact]
    public async Task Restart_AStepWasSilent_TheOverdueTimerSendsItAgain()
    {
        Participants.Do(0, attempt => attempt == 1 ? Reply.Silent : Reply.Done);
        await Tell(Begin(1), commands: 1);
        await Coordinator.DisposeAsync();
        Pass(31);

        await Restart();

        var view = await Coordinator.End(First);
        Assert.Equal((TransactionOutcome.Committed, 2), (view.Outcome, view.Steps[0].Attempts));
    }

    [Fact]
    public async Task Restart_TheDeadlineIsOver_UndoesWhatWasSent()
    {
        Participants.Do(1, Reply.Silent);
        await Tell(Begin(1), commands: 2);
        await Coordinator.DisposeAsync();
        Pass(301);

        await Restart();

        // The step's own timer is overdue too; whichever comes first, the deadline ends it.
        var view = await Coordinator.End(First);
        Assert.Equal(TransactionOutcome.RolledBack, view.Outcome);
        Assert.Equal([1, 0], Participants.Undone.Select(u => u.Step));
    }

    [Fact]
    public async Task Restart_SomebodyWaited_TheOverdueWaitEndsBusy()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1), commands: 1);
        await Coordinator.Tell(Begin(2, wait: 5));
        await Coordinator.DisposeAsync();
        Pass(6);

        await Restart();

        Assert.Equal(TransactionOutcome.Busy, (await Coordinator.End(Sample.Id(2))).Outcome);
    }

    [Fact]
    public async Task Restart_AnUndoWasSilent_IsSentAgain()
    {
        Participants.Do(1, Reply.Refuse).Undo(1, attempt => attempt == 1 ? Reply.Silent : Reply.Done);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Until(() => Participants.Undone.Any(), "the first undo");
        await Coordinator.Quiet();
        await Coordinator.DisposeAsync();
        Pass(31);

        await Restart();

        var view = await Coordinator.End(First);
        Assert.Equal(["undone", "undone"], Statuses(view));
    }

    [Fact]
    public async Task Restart_Suspended_IsTriedAgainWhenDue()
    {
        var broken = true;
        Participants.Do(1, Reply.Refuse).Undo(0, _ => broken ? Reply.Throw : Reply.Done);
        await Coordinator.Tell(Begin(1));
        await Coordinator.UntilPhase(First, TransactionPhase.Suspended);
        await Coordinator.Quiet();
        await Coordinator.DisposeAsync();
        broken = false;
        Pass(6);

        await Restart();

        Assert.Equal(TransactionOutcome.RolledBack, (await Coordinator.End(First)).Outcome);
    }

    [Fact]
    public async Task Restart_NothingIsDue_WaitsForTheTimer()
    {
        Participants.Do(0, attempt => attempt == 1 ? Reply.Silent : Reply.Done);
        await Tell(Begin(1), commands: 1);

        await Restart();
        await Coordinator.Quiet();
        Assert.Single(Participants.Commands);
        Pass(31);

        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.End(First)).Outcome);
    }

    [Fact]
    public async Task Restart_ATransactionHadEnded_TheSameIdIsStillTheSame()
    {
        var before = await Run(Begin(1));

        await Restart();
        await Coordinator.Tell(Begin(1, steps: 3));

        Assert.Equivalent(before, await Coordinator.View(First));
    }
}
