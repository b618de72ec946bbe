using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>Transactions that commit, and those that never begin.</summary>
public sealed class ForwardTests : MachineTest
{
    static readonly Reason NoUri = new(ErrorCode.InvalidArgument, "uri is missing.");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Begin_EveryStepIsDone_Commits(int steps)
    {
        var view = await Run(Begin(1, steps));

        Assert.Equal((TransactionOutcome.Committed, null), (view.Outcome, view.Reason));
        Assert.Equal(Enumerable.Range(0, steps).Select(i => $"do {i}"), Participants.Story);
        Assert.All(view.Steps, step => Assert.Equal(("done", 1), (step.Status, step.Attempts)));
        Assert.Equal(view.EndedAt, view.UpdatedAt);
        Assert.Empty(await HeldLocks());
    }

    [Fact]
    public async Task Begin_Committed_SendsPostActionsOnceAndKeepsNoRow()
    {
        await Run(Begin(1));

        Assert.Equal(
            ["EnqueueSemantic", "PurgeTransaction"], Participants.PostActions.Select(p => p.GetType().Name).Order());
        await Coordinator.Until(() => Participants.Events.Count == 2, "both events");
        await Coordinator.OutboxIsEmpty();
    }

    [Fact]
    public async Task Begin_Committed_PublishesWhatHappened()
    {
        var view = await Run(Begin(1));

        await Coordinator.Until(() => Participants.Events.Count == 2, "both events");
        var committed = Assert.Single(Participants.Events.OfType<TransactionCommitted>());
        var released = Assert.Single(Participants.Events.OfType<TransactionReleased>());
        Assert.Equivalent(
            new TransactionCommitted(First, "test", "default", view.Uris, null, Sample.Now, Sample.Now), committed);
        Assert.Equal(TransactionOutcome.Committed, released.Outcome);
    }

    [Fact]
    public async Task Begin_WhileStepsRun_HoldsItsLocksUnderTheTokenOfItsCommands()
    {
        Coordinator.Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Quiet();

        var held = Assert.Single(await HeldLocks());
        Assert.Equal((First, true), (held.TransactionId, held.Held));
        Assert.Equal(held.FencingToken, Assert.Single(Participants.Executed).Token.Value);
        Assert.Equal(held.FencingToken, (await Coordinator.View(First)).FencingToken);
        Assert.Equal(First, await Coordinator.Queries.HolderOf("default", Sample.Uri("resources/a/b/c"), Stop));
        Assert.Null(await Coordinator.Queries.HolderOf("default", Sample.Uri("resources/ab"), Stop));
    }

    [Fact]
    public async Task StepCompleted_WithAResult_IsShown()
    {
        var view = await Run(Begin(1));

        Assert.Equal("""{"step":1}""", view.ResultOf("beta")!.Value.GetRawText());
    }

    [Fact]
    public async Task Begin_WithAReplyAddress_AnswersThereWithTheRequestId()
    {
        var request = Sample.Id(77).Value;

        await Run(Begin(1) with { ReplyTo = QueueName.Address("replies"), RequestId = request });

        await Coordinator.Until(() => !Participants.Replies.IsEmpty, "the reply");
        var reply = Assert.Single(Participants.Replies);
        Assert.Equal(
            (First, TransactionOutcome.Committed, (Guid?)request),
            (reply.Message.TransactionId, reply.Message.Outcome, reply.RequestId));
    }

    [Fact]
    public async Task Begin_Refused_IsRecordedAndDoesNothing()
    {
        var view = await Run(Begin(1) with { Refusal = NoUri, Locks = [], Steps = [] });

        Assert.Equal(TransactionOutcome.Rejected, view.Outcome);
        Assert.Equal((NoUri.Code, NoUri.Message), (view.Reason!.Code, view.Reason.Message));
        await Coordinator.Until(() => Participants.Events.Count == 2, "both events");
        Assert.Equal(NoUri.Code, Participants.Events.OfType<TransactionRejected>().Single().Reason!.Code);
        Assert.Equal(TransactionOutcome.Rejected, Participants.Events.OfType<TransactionReleased>().Single().Outcome);
        Assert.Empty(Participants.Commands);
        Assert.Empty(Participants.PostActions);
    }

    [Fact]
    public async Task Begin_BusyWithoutWaiting_EndsAtOnceNamingTheHolder()
    {
        Coordinator.Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));

        var busy = await Run(Begin(2, path: "resources/a/b", wait: 0));

        Assert.Equal(TransactionOutcome.Busy, busy.Outcome);
        Assert.Equal(ErrorCode.Conflict, busy.Reason!.Code);
        Assert.Equal((First.ToString(), "true", "viking://resources/a/b"), (
            busy.Reason.Details!["holder"], busy.Reason.Details["retryable"], busy.Reason.Details["resource"]));
        Assert.All(busy.Steps, step => Assert.Equal("pending", step.Status));
        Assert.DoesNotContain(Participants.PostActions, p => p.TransactionId == Sample.Id(2));
        Assert.All(await HeldLocks(), held => Assert.Equal(First, held.TransactionId));
        await Coordinator.Until(
            () => Participants.Events.OfType<TransactionRolledBack>().Any(e => e.TransactionId == Sample.Id(2)),
            "the event");
    }

    [Fact]
    public async Task Begin_WhileItWaits_StartsWhenTheHolderEnds()
    {
        Coordinator.Participants.Do(0, attempt => Reply.Silent);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Tell(Begin(2));
        Assert.Equal(TransactionPhase.Acquire, (await Coordinator.View(Sample.Id(2))).Phase);
        await Coordinator.Quiet();
        Coordinator.Participants.Do(0, Reply.Done);

        await Coordinator.Tell(new StepCompleted(First, 0));
        var second = await Coordinator.End(Sample.Id(2));

        var first = await Coordinator.View(First);
        Assert.Equal((TransactionOutcome.Committed, TransactionOutcome.Committed), (first.Outcome, second.Outcome));
        Assert.True(second.FencingToken > first.FencingToken);
        Assert.Null(second.Reason);
        Assert.Equal(0, Coordinator.Counts.Late);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData(5.5, 5.5)]
    public async Task LockWait_Expires_EndsBusy(double? wait, double seconds)
    {
        Coordinator.Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Tell(Begin(2, wait: wait));
        var timer = Assert.Single(await Timers<LockWaitExpired>());
        // The delay is the difference of two looks at the real clock.
        Assert.InRange((Sample.Now.AddSeconds(seconds) - timer.Due).TotalSeconds, 0, 3);

        Pass(seconds);

        var busy = await Coordinator.End(Sample.Id(2));
        Assert.Equal((TransactionOutcome.Busy, First.ToString()), (busy.Outcome, busy.Reason!.Details!["holder"]));
        Assert.DoesNotContain(await HeldLocks(), held => held.TransactionId == Sample.Id(2));
        Assert.Empty(await Timers<LockWaitExpired>());
    }

    [Fact]
    public async Task LockWait_OfTheOneInFront_LetsTheNextGo()
    {
        Coordinator.Participants.Do(0, attempt => Reply.Silent);
        await Coordinator.Tell(Begin(1, path: "resources/a/x"));
        await Coordinator.Tell(Begin(2, path: "resources/a", wait: 5));
        await Coordinator.Tell(Begin(3, path: "resources/a/y", wait: 60));

        Pass(5);

        await Coordinator.End(Sample.Id(2));
        Assert.Equal(TransactionPhase.Exec, (await Coordinator.UntilPhase(Sample.Id(3), TransactionPhase.Exec)).Phase);
    }

    [Fact]
    public async Task Begin_TheSameIdTwice_IsOneTransaction()
    {
        var first = await Run(Begin(1));
        var again = await Run(Begin(1, steps: 3));

        Assert.Equivalent(first, again);
        Assert.Equal(1, Coordinator.Counts.Late);
        Assert.Equal(["do 0", "do 1"], Participants.Story);
    }

    [Theory]
    [InlineData("other", "alice")]
    [InlineData(Sample.Account, "other")]
    public async Task Begin_TheIdOfSomebodyElse_IsAnsweredWithoutAWordOfTheirs(string account, string user)
    {
        await Run(Begin(1) with { Refusal = NoUri, Locks = [], Steps = [] });

        await Coordinator.Tell(Begin(1, path: "resources/mine") with
        {
            Account = account,
            User = user,
            ReplyTo = QueueName.Address("replies"),
        });

        await Coordinator.Until(() => !Participants.Replies.IsEmpty, "the reply");
        var reply = Assert.Single(Participants.Replies).Message;
        Assert.Equal(
            (First, TransactionOutcome.Rejected, account), (reply.TransactionId, reply.Outcome, reply.Account));
        Assert.Equal("transactionId", reply.Reason!.Details!["field"]);
        Assert.DoesNotContain(NoUri.Message, reply.ToString(), StringComparison.Ordinal);
    }
}
