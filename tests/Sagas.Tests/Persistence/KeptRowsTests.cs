using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>On a transport that keeps messages, rows of those that begin work stay until they were consumed.</summary>
public sealed class KeptRowsTests : MachineTest
{
    const string Kept = "exchange:enqueue-semantic";

    readonly ScriptedFaults _faults = new();
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected override Setup Setup => new()
    {
        Faults = _faults,
        Outbox = options => options.KeepUntilConsumed = KeptRows.WhatBeginsWork,
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public override ValueTask DisposeAsync()
    {
        // The bus ends when its consumers have.
        _gate.TrySetResult();
        return base.DisposeAsync();
    }

    /// <summary>What is left in the outbox after a commit.</summary>
    async Task<List<string>> Left()
    {
        await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        await using var db = Coordinator.Context();
        return await db.Outbox.AsNoTracking().Select(row => row.Destination).ToListAsync(Stop);
    }

    async Task<int> Pending() => (await Coordinator.Queries.Backlog(Stop)).PendingMessages;

    /// <summary>A transaction has ended, and what follows from it lies in its queue.</summary>
    async Task EndBeforeItsPostAction()
    {
        Participants.PostActionGate = _gate.Task;
        await Coordinator.Tell(Begin(1, steps: 1));
        await Coordinator.UntilPhase(First, TransactionPhase.Released);
        await Coordinator.Until(async () => (await Left()).Count == 1, "all but one have left");
        await Coordinator.Until(() => Participants.PostActionCalls == 1, "it is being worked on");
    }

    Task UntilNothingIsLeft() => Coordinator.Until(async () => (await Left()).Count == 0, "nothing is left");

    [Fact]
    public async Task PostAction_SentAndNotConsumed_IsPendingUntilItIs()
    {
        await EndBeforeItsPostAction();
        Assert.Equal([Kept], await Left());
        Assert.Equal(1, await Pending());

        _gate.SetResult();

        await UntilNothingIsLeft();
        Assert.Equal(0, await Pending());
        Assert.Equal(1, Participants.PostActionCalls);
    }

    [Fact]
    public async Task PostAction_LongInItsQueue_IsNotSentAgain()
    {
        await EndBeforeItsPostAction();
        for (var minute = 0; minute < 100; minute++)
        {
            Pass(60);
            await Left();
        }
        Assert.Equal([Kept], await Left());

        _gate.SetResult();

        await UntilNothingIsLeft();
        Assert.Equal(1, Participants.PostActionCalls);
    }

    [Fact]
    public async Task PostAction_ThatTheTransportKeepsAsADeadLetter_IsFinished()
    {
        Participants.PostActionFailures = 1;
        await EndBeforeItsPostAction();
        _gate.SetResult();

        await UntilNothingIsLeft();

        Pass(3600);
        await Left();
        Assert.Equal((1, 0), (Participants.PostActionCalls, await Pending()));
    }

    [Fact]
    public async Task Step_TheProcessDiesBeforeTheSend_IsSentByTheNextAtOnce()
    {
        _faults.Hold("outbox.before-send", new TaskCompletionSource().Task);
        await Coordinator.Tell(Begin(1, steps: 1));
        await Coordinator.DisposeAsync();
        _faults.Hold("outbox.before-send", Task.CompletedTask);

        await Restart();

        // No time passes: nothing waits for the end of a lease.
        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.End(First)).Outcome);
        Assert.Equal(1, Assert.Single(Participants.Executed).Attempt);
    }

    [Theory]
    [InlineData("BeginTransaction", true)]
    [InlineData("EnqueueSemantic", true)]
    [InlineData("PurgeTransaction", true)]
    [InlineData("ExecuteStep", false)]
    [InlineData("TransactionReleased", false)]
    public void Row_OfAMessage_BeginsWorkOrNot(string type, bool begins) => Assert.Equal(begins, WorkMessages.Has(
        new OutboxRow { Properties = $$"""{"messageTypes":["urn:message:Sagas.Contracts:{{type}}"]}""" }));
}
