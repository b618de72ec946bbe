using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Intake;

/// <summary>Commands on their queues, and handed in by the host's own edges.</summary>
public sealed class CommandIntakeTests : MachineTest
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    ITransactionClient Client => Coordinator.Get<ITransactionClient>();

    [Fact]
    public async Task Command_WithAnId_IsThatTransaction()
    {
        await Coordinator.Send("make-directory", new MakeDirectory
        {
            Uri = "viking://resources/a",
            TransactionId = First,
            Account = "acme",
            User = "alice",
        });

        var view = await Coordinator.UntilPhase(First, TransactionPhase.Exec);
        Assert.Equal(("mkdir", "acme", "alice"), (view.Operation, view.Account, view.User));
        Assert.Equal(["viking://resources/a"], view.Uris);
    }

    [Fact]
    public async Task Command_WithoutAnId_IsStampedWithTheMessages()
    {
        await Coordinator.Send("make-directory", new MakeDirectory { Uri = "viking://resources/a" },
            context => context.CorrelationId = null);

        var page = await Page(1);
        Assert.NotEqual(Guid.Empty, page[0].Value);
    }

    async Task<IReadOnlyList<TransactionId>> Page(int count)
    {
        IReadOnlyList<TransactionId> ids = [];
        await Coordinator.Until(
            async () => (ids = [.. (await Coordinator.Queries.List(new(), Stop)).Items.Select(x => x.Id)]).Count
                >= count,
            "the transactions");
        return ids;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Command_SeveralTimesWithOneId_IsOneTransaction(int times)
    {
        var command = new MakeDirectory { Uri = "viking://resources/a", TransactionId = First };
        for (var i = 0; i < times; i++)
            await Coordinator.Send("make-directory", command);

        await Coordinator.Until(() => Coordinator.Counts.Late == times - 1, "the late ones");
        Assert.Equal([First], await Page(1));
    }

    [Theory]
    [InlineData("remove-resource", "viking://resources")]
    [InlineData("remove-resource", "viking://resources/../x")]
    [InlineData("remove-resource", null)]
    public async Task Command_ThatCanNeverSucceed_IsARejectedTransaction(string queue, string? uri)
    {
        await Coordinator.Send(queue, new RemoveResource { Uri = uri, TransactionId = First });

        var view = await Coordinator.End(First);
        Assert.Equal((TransactionOutcome.Rejected, ErrorCode.InvalidArgument), (view.Outcome, view.Reason!.Code));
        Assert.Equal("uri", view.Reason.Details!["field"]);
        Assert.Equal([uri ?? ""], view.Uris);
        Assert.Empty(await HeldLocks());
    }

    [Fact]
    public async Task Command_WithAnAnswerAddress_IsAnsweredThere()
    {
        var request = Sample.Id(42).Value;
        await Coordinator.Send("remove-resource", new RemoveResource { TransactionId = First }, context =>
        {
            context.ResponseAddress = new Uri("loopback://localhost/replies");
            context.RequestId = request;
        });

        await Coordinator.Until(() => !Participants.Replies.IsEmpty, "the reply");
        var (message, id) = Assert.Single(Participants.Replies);
        Assert.Equal(
            (First, TransactionOutcome.Rejected, (Guid?)request), (message.TransactionId, message.Outcome, id));
    }

    [Fact]
    public async Task Submit_ARefusedCommand_ThrowsAndStoresNothing()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Client.Submit(new RemoveResource { Uri = "viking://resources" }, Stop));

        Assert.Equal("uri", refused.Reason.Details!["field"]);
        using var db = Coordinator.Context();
        Assert.Empty(db.Outbox.ToList());
        Assert.Empty(db.Transactions.ToList());
    }

    [Fact]
    public async Task Submit_WithoutAnId_AnswersTheStampedOne()
    {
        var id = await Client.Submit(new MakeDirectory { Uri = "viking://resources/a" }, Stop);

        Assert.Equal("mkdir", (await Coordinator.UntilPhase(id, TransactionPhase.Exec)).Operation);
    }

    [Fact]
    public async Task WaitForEnd_WhenItEnds_AnswersTheEnd()
    {
        Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1, steps: 1));
        var waiting = Client.WaitForEnd(First, TimeSpan.FromSeconds(60), Stop);
        Assert.False(waiting.IsCompleted);

        await Coordinator.Tell(new StepCompleted(First, 0));

        Assert.Equal(TransactionOutcome.Committed, (await waiting)!.Outcome);
    }

    [Fact]
    public async Task WaitForEnd_UnknownAndNoTimeLeft_AnswersNothing() =>
        Assert.Null(await Client.WaitForEnd(First, TimeSpan.Zero, Stop));

    [Fact]
    public async Task WaitForEnd_StillRunningWhenTheTimeIsOver_AnswersItAsItIs()
    {
        Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));

        Assert.Equal(TransactionPhase.Exec, (await Client.WaitForEnd(First, TimeSpan.Zero, Stop))!.Phase);
    }

    [Fact]
    public async Task Control_ACancel_ReachesTheMachine()
    {
        Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));

        await Client.Control(new CancelTransaction(First, "operator"), Stop);

        Assert.Equal(TransactionOutcome.Cancelled, (await Coordinator.End(First)).Outcome);
    }

    [Fact]
    public async Task SendLater_TheProcessDiesMeanwhile_ArrivesWhenThePauseIsOver()
    {
        var message = new EnqueueSemantic
        {
            TransactionId = First,
            Action = "index#1",
            Account = "acme",
            User = "alice",
            ModelAttempt = 1,
            Uri = VikingUriParser.Parse("viking://resources/a", "uri"),
        };
        await Client.SendLater(message, TimeSpan.FromMinutes(15), Stop);
        Assert.Single(await Timers<EnqueueSemantic>());
        await Restart();
        Pass(14 * 60);
        await Coordinator.Quiet();
        Assert.Empty(Participants.PostActions);

        Pass(2 * 60);

        await Coordinator.Until(() => !Participants.PostActions.IsEmpty, "the message");
        Assert.Equal(message, Assert.Single(Participants.PostActions.Distinct()));
    }
}
