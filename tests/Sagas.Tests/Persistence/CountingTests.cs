using Sagas.Contracts;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>What was rolled back was not, and is not counted.</summary>
public sealed class CountingTests : MachineTest
{
    readonly ScriptedFaults _faults = new();

    /// <summary>The dispatcher has no commits of its own, so the one that fails is the message's.</summary>
    private protected override Setup Setup => new()
    {
        Faults = _faults,
        Outbox = options => options.FlushInterval = TimeSpan.FromDays(1),
    };

    [Fact]
    public async Task Ended_WhoseCommitFailsOnce_IsCountedOnce()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1, steps: 1), commands: 1);
        _faults.Fail("writer.before-commit", times: 1);

        await Coordinator.Tell(new StepCompleted(First, 0));

        await Coordinator.End(First);
        Assert.Equal(1, Coordinator.Counts.Of("sagas.transactions.ended"));
    }

    [Fact]
    public async Task Suspended_WhoseCommitFailsOnce_IsCountedOnce()
    {
        Participants.Do(0, Reply.Refuse).Undo(0, Reply.Silent);
        await Coordinator.Tell(Begin(1, steps: 1));
        await Coordinator.Until(() => Participants.Undone.Any(), "the undo");
        await Coordinator.Quiet();
        for (var attempt = 2; attempt <= Limits.UndoAttemptsMax; attempt++)
        {
            Pass(30);
            await Coordinator.Until(() => Participants.Undone.Count() == attempt, $"attempt {attempt}");
            await Coordinator.Quiet();
        }
        _faults.Fail("writer.before-commit", times: 1);

        Pass(30);

        await Coordinator.UntilPhase(First, TransactionPhase.Suspended);
        Assert.Equal(1, Coordinator.Counts.Of("sagas.transactions.suspended"));
    }

    [Fact]
    public async Task Late_WhoseCommitFailsOnce_IsCountedOnce()
    {
        await Run(Begin(1));
        _faults.Fail("writer.before-commit", times: 1);

        await Coordinator.Tell(new StepCompleted(First, 0));

        Assert.Equal(1, Coordinator.Counts.Late);
    }

    [Fact]
    public async Task Units_ThatFailedOrWereCancelled_AreNotCounted()
    {
        var store = Coordinator.Get<IUnitOfWorkStore>();
        await Coordinator.Quiet();
        var before = Coordinator.Writer.Units;

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Run(
            _ => throw new InvalidOperationException("No."), TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Run(
            _ => Task.CompletedTask, new CancellationToken(canceled: true)));
        await store.Run(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.Equal(before + 1, Coordinator.Writer.Units);
    }
}
