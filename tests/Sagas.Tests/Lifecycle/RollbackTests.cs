using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>Steps that fail and what is undone then.</summary>
public sealed class RollbackTests : MachineTest
{
    [Theory]
    [InlineData(0, "do 0, undo 0")]
    [InlineData(1, "do 0, do 1, undo 1, undo 0")]
    [InlineData(2, "do 0, do 1, do 2, undo 2, undo 1, undo 0")]
    public async Task StepFailed_AtAnyStep_UndoesInReverse(int failing, string story)
    {
        Participants.Do(failing, Reply.Refuse).Undo(failing, Reply.Refuse);

        var view = await Run(Begin(1, steps: 3));

        Assert.Equal(story, string.Join(", ", Participants.Story));
        Assert.Equal(TransactionOutcome.RolledBack, view.Outcome);
        Assert.Equal((ErrorCode.NotFound, (int?)failing), (view.Reason!.Code, view.Reason.Step));
        Assert.Equal(Expected(failing, "skipped"), Statuses(view));
        Assert.Empty(await HeldLocks());
    }

    [Theory]
    [InlineData(0, "do 0, undo 0")]
    [InlineData(1, "do 0, do 1, undo 1, undo 0")]
    [InlineData(2, "do 0, do 1, do 2, undo 2, undo 1, undo 0")]
    public async Task StepFaulted_AtAnyStep_UndoesTheUnknownOneFirst(int failing, string story)
    {
        Participants.Do(failing, Reply.Throw);

        var view = await Run(Begin(1, steps: 3));

        Assert.Equal(story, string.Join(", ", Participants.Story));
        Assert.Equal((ErrorCode.Internal, (int?)failing), (view.Reason!.Code, view.Reason.Step));
        Assert.Contains("Scripted.", view.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(Expected(failing, "undone"), Statuses(view));
    }

    static IEnumerable<string> Expected(int failing, string last) =>
        Enumerable.Range(0, 3).Select(i => i < failing ? "undone" : i == failing ? last : "pending");

    [Fact]
    public async Task StepFailed_AfterTheUndo_PurgesButEnqueuesNothing()
    {
        Participants.Do(1, Reply.Refuse);

        await Run(Begin(1));

        Assert.False(Assert.IsType<PurgeTransaction>(Assert.Single(Participants.PostActions)).KeepsSetAside);
    }

    [Fact]
    public async Task StepFailed_PublishesRolledBackAndReleasedAndReplies()
    {
        Participants.Do(1, Reply.Refuse);

        await Run(Begin(1) with { ReplyTo = QueueName.Address("replies") });

        await Coordinator.Until(
            () => Participants is { Events.Count: 2, Replies.Count: 1 }, "both events and the reply");
        Assert.Equal(1, Participants.Events.OfType<TransactionRolledBack>().Single().Reason!.Step);
        Assert.Equal(
            TransactionOutcome.RolledBack, Participants.Events.OfType<TransactionReleased>().Single().Outcome);
        Assert.Equal(TransactionOutcome.RolledBack, Assert.Single(Participants.Replies).Message.Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task StepTimer_StepIsSilentOnce_SendsTheSameStepAgain(int silent)
    {
        Participants.Do(silent, attempt => attempt == 1 ? Reply.Silent : Reply.Done);
        await Tell(Begin(1), commands: silent + 1);

        Pass(30);

        var view = await Coordinator.End(First);
        Assert.Equal((TransactionOutcome.Committed, 2), (view.Outcome, view.Steps[silent].Attempts));
        var sent = Participants.Executed.Where(e => e.Step == silent).ToList();
        Assert.Equal([1, 2], sent.Select(e => e.Attempt));
        Assert.Equal(sent[0].Token, sent[1].Token);
        Assert.Equal(sent[0].Arguments.GetRawText(), sent[1].Arguments.GetRawText());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task StepTimer_StepIsSilentForGood_UndoesIt(int silent)
    {
        Participants.Do(silent, Reply.Silent);
        await Coordinator.Tell(Begin(1));
        for (var attempt = 1; attempt <= Limits.StepAttemptsMax; attempt++)
        {
            await Coordinator.Until(() => Participants.Commands.Count == silent + attempt, $"attempt {attempt}");
            await Coordinator.Quiet();
            Pass(30);
        }

        var view = await Coordinator.End(First);

        Assert.Equal(TransactionOutcome.RolledBack, view.Outcome);
        Assert.Equal((ErrorCode.DeadlineExceeded, (int?)silent), (view.Reason!.Code, view.Reason.Step));
        Assert.Equal(
            Enumerable.Range(0, silent + 1).Reverse(), Participants.Undone.Select(u => u.Step));
    }

    [Fact]
    public async Task StepProgress_OfTheStepInFlight_RestartsItsTimers()
    {
        Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Quiet();
        for (var i = 0; i < 20; i++)
        {
            Pass(20);
            await Coordinator.Tell(new StepProgress(First, 0, i, 20, "files"));
        }

        Assert.Single(Participants.Commands);
        var now = Coordinator.Time.GetUtcNow();
        // The delay is the difference of two looks at the real clock.
        Assert.InRange((now.AddSeconds(30) - Assert.Single(await Timers<StepTimedOut>()).Due).TotalSeconds, 0, 3);
        Assert.InRange(
            (now.AddSeconds(300) - Assert.Single(await Timers<ExecDeadlineReached>()).Due).TotalSeconds, 0, 3);
        await Coordinator.Tell(new StepCompleted(First, 0));
        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.End(First)).Outcome);
    }

    [Fact]
    public async Task ExecDeadline_IsReached_UndoesTheStepInFlightFirst()
    {
        Participants.Do(1, Reply.Silent);
        await Tell(Begin(1), commands: 2);

        Pass(300);

        var view = await Coordinator.End(First);
        Assert.Equal(TransactionOutcome.RolledBack, view.Outcome);
        Assert.Equal(ErrorCode.DeadlineExceeded, view.Reason!.Code);
        Assert.Equal([1, 0], Participants.Undone.Select(u => u.Step));
        Assert.All(view.Steps, step => Assert.Equal("undone", step.Status));
    }

    [Fact]
    public async Task Cancel_WhileExecuting_UndoesWhatWasSent()
    {
        Participants.Do(1, Reply.Silent);
        await Tell(Begin(1, steps: 3), commands: 2);

        await Coordinator.Tell(new CancelTransaction(First, "alice"));

        var view = await Coordinator.End(First);
        Assert.Equal((TransactionOutcome.Cancelled, ErrorCode.Aborted), (view.Outcome, view.Reason!.Code));
        Assert.Contains("alice", view.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(["undone", "undone", "pending"], Statuses(view));
    }

    [Fact]
    public async Task Cancel_WhileWaiting_LeavesTheLine()
    {
        Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1));
        await Coordinator.Tell(Begin(2));

        await Coordinator.Tell(new CancelTransaction(Sample.Id(2), "alice"));

        var view = await Coordinator.End(Sample.Id(2));
        Assert.Equal(TransactionOutcome.Cancelled, view.Outcome);
        Assert.Equal(First, Assert.Single(await HeldLocks()).TransactionId);
        Assert.Empty(Participants.Undone);
        Assert.Empty(await Timers<LockWaitExpired>());
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_IsLateAndChangesNothing()
    {
        var before = await Run(Begin(1));

        await Coordinator.Tell(new CancelTransaction(First, "alice"));

        Assert.Equivalent(before, await Coordinator.View(First));
        Assert.Equal(1, Coordinator.Counts.Late);
    }
}
