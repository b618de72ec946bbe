using MassTransit;
using Sagas.Contracts;
using Sagas.Queries;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.SessionCommit;

/// <summary>The ways of one commit from its command to its end.</summary>
public sealed class CommitPathTests : CommitTest
{
    [Fact]
    public async Task Commit_AllGoesWell_ArchivesExtractsAndWrites()
    {
        var commit = await Run(1, SessionCommitPhase.Completed);

        Assert.Equal("viking://user/alice/sessions/s1/history/archive_001", commit.Archive);
        Assert.Equal((3, 1, 2, 1), (commit.Messages, commit.Attempt, commit.Known, commit.Dropped));
        Assert.Equal(new TokenUsage(7, 3, 10), commit.Usage);
        Assert.Equal(1, commit.Extracted![MemoryCategory.Facts]);
        Assert.Null(commit.Reason);
        Assert.NotNull(commit.EndedAt);
        var write = Assert.Single(Scripted.Writes);
        Assert.Equal(("# Tea", "About tea.", Commit(1)), (write.Overview, write.Abstract, write.Commit));
        Assert.Equal(commit.Usage, write.Usage);
        Assert.Empty(await HeldLocks());
        Assert.Equal(0, await OpenTimers());
        Assert.Empty(Coordinator.Received.Faults);
    }

    [Fact]
    public async Task Commit_TheMemories_AreIndexedAsMemories()
    {
        await Run(1, SessionCommitPhase.Completed);

        var index = Assert.Single(Participants.PostActions.OfType<EnqueueSemantic>());
        Assert.Equal(("viking://user/alice/memories/facts", "memory"), (index.Uri.Value, index.ContextType));
    }

    [Fact]
    public async Task Commit_TheTransactions_AreTwoOrdinaryOnes()
    {
        var commit = await Run(1, SessionCommitPhase.Completed);

        var archive = await Coordinator.View(Commit(1));
        var memory = await Coordinator.View(commit.MemoryTransaction!.Value);
        Assert.Equal(("session_commit", "session.memory"), (archive.Operation, memory.Operation));
        Assert.Equal("committed", archive.Outcome);
        Assert.Equal("committed", memory.Outcome);
        Assert.Null(memory.Commit);
        var page = await Coordinator.Queries.List(new TransactionFilter(), TestContext.Current.CancellationToken);
        Assert.Equal("completed", Assert.Single(page.Items, x => x.Id == Commit(1)).Commit!.Phase);
    }

    [Fact]
    public async Task Commit_WhileTheModelIsAsked_NoLockIsHeld()
    {
        Scripted.Extract = _ => null;

        await Run(1, SessionCommitPhase.Extracting);

        Assert.Empty(await HeldLocks());
    }

    [Theory]
    [InlineData(ArchivedMessages.NoMessages)]
    [InlineData(ArchivedMessages.AllWithinKeepWindow)]
    public async Task Commit_NothingToArchive_IsSkipped(string reason)
    {
        Scripted.Archive = step => CommitParticipants.Skipped(step.Commit, reason);

        var commit = await Run(1, SessionCommitPhase.Skipped);

        Assert.Equal((reason, null), (commit.SkippedBecause, commit.Archive));
        Assert.Empty(Scripted.Extractions);
        Assert.Equal(0, await OpenTimers());
    }

    [Fact]
    public async Task Commit_TheArchiveIsRefused_HasFailedAndSaysWhy()
    {
        Scripted.Archive = step => new StepFailed(step.Commit, 0, new Reason(ErrorCode.NotFound, "No session."));

        var commit = await Run(1, SessionCommitPhase.Failed);

        Assert.Equal(ErrorCode.NotFound, commit.Reason!.Code);
        Assert.Empty(Scripted.Extractions);
    }

    [Theory]
    [InlineData("a/b", 0)]
    [InlineData("", 0)]
    [InlineData("s1", -1)]
    [InlineData("s1", 10_001)]
    public async Task Commit_ACommandThatCannotBe_IsRejected(string session, int keep)
    {
        await Send(Command(1, session) with { KeepRecentCount = keep });

        var commit = await Until(1, SessionCommitPhase.Failed);

        Assert.Equal("rejected", (await Coordinator.View(Commit(1))).Outcome);
        Assert.Equal(ErrorCode.InvalidArgument, commit.Reason!.Code);
    }

    [Fact]
    public async Task Commit_TheSessionIsBusyAndItMayNotWait_HasFailed()
    {
        var silent = Commit(1);
        Scripted.Archive = step => step.Commit == silent ? null : Scripted.Numbered(step);
        await Send(Command(1));
        await Coordinator.UntilPhase(silent, TransactionPhase.Exec);

        await Send(Command(2) with { WaitSeconds = 0 });

        var commit = await Until(2, SessionCommitPhase.Failed);
        Assert.Equal(ErrorCode.Conflict, commit.Reason!.Code);
    }

    [Fact]
    public async Task Commit_TwiceWithOneId_IsOne()
    {
        await Run(1, SessionCommitPhase.Completed);

        await Send(Command(1));
        await Coordinator.Quiet();

        Assert.Single(Scripted.Extractions);
        Assert.Single(Scripted.Writes);
        Assert.Equal("completed", await PhaseOf(1));
    }

    [Fact]
    public async Task Commit_WithTheIdOfAnotherTransaction_IsNoCommit()
    {
        await Run(Begin(1));
        var late = Coordinator.Counts.Late;

        await Send(Command(1));
        await Coordinator.Quiet();

        Assert.Null((await Coordinator.View(Commit(1))).Commit);
        Assert.Equal(late + 1, Coordinator.Counts.Late);
        Assert.Equal(0, (await Coordinator.Queries.Backlog(TestContext.Current.CancellationToken)).OpenTransactions);
    }

    [Fact]
    public async Task Commit_WithAReplyAddress_HearsOfTheArchiveOnceAndNotOfTheMemories()
    {
        var request = NewId.NextGuid();
        await Coordinator.Send("commit-session", Command(1), context =>
        {
            context.ResponseAddress = new Uri("loopback://localhost/replies");
            context.RequestId = request;
        });
        await Until(1, SessionCommitPhase.Completed);

        await Coordinator.Until(() => !Participants.Replies.IsEmpty, "the reply");
        var (message, requestId) = Assert.Single(Participants.Replies);
        Assert.Equal((Commit(1), request), (message.TransactionId, requestId));
        Assert.Equal("archive-messages", Assert.Single(message.Results!).Kind);
    }

    public static TheoryData<string> Ends => [SessionCommitPhase.Completed, SessionCommitPhase.Extracting,
        SessionCommitPhase.Resting, SessionCommitPhase.Skipped, SessionCommitPhase.Failed];

    [Theory, MemberData(nameof(Ends))]
    public async Task Commit_SentAgainAfterItsAnswer_IsAnsweredAgainAndNothingElse(string phase)
    {
        if (phase == SessionCommitPhase.Skipped)
            Scripted.Archive = step => CommitParticipants.Skipped(step.Commit, ArchivedMessages.NoMessages);
        if (phase == SessionCommitPhase.Failed)
            Scripted.Archive = step => new StepFailed(step.Commit, 0, new Reason(ErrorCode.NotFound, "No session."));
        Scripted.Extract = phase switch
        {
            SessionCommitPhase.Extracting => _ => null,
            SessionCommitPhase.Resting => CommitParticipants.Failed,
            _ => Scripted.Extract,
        };
        await Run(1, phase);
        var (late, again) = (Coordinator.Counts.Late, NewId.NextGuid());

        await Coordinator.Send("commit-session", Command(1), context =>
        {
            context.ResponseAddress = new Uri("loopback://localhost/replies");
            context.RequestId = again;
        });
        await Coordinator.Quiet();

        await Coordinator.Until(() => !Participants.Replies.IsEmpty, "the answer");
        Assert.Equal(late + 1, Coordinator.Counts.Late);
        var (message, requestId) = Assert.Single(Participants.Replies);
        Assert.Equal((Commit(1), again), (message.TransactionId, requestId));
        Assert.Equal(
            phase == SessionCommitPhase.Failed ? TransactionOutcome.RolledBack : TransactionOutcome.Committed,
            message.Outcome);
        Assert.Equal(phase == SessionCommitPhase.Failed ? 0 : 1, message.Results?.Count ?? 0);
        Assert.Equal(phase, await PhaseOf(1));
    }

    [Fact]
    public async Task Commit_SentAgainWhileItArchives_IsAnsweredOnce()
    {
        Scripted.Archive = _ => null;
        await Send(Command(1));
        await Coordinator.UntilPhase(Commit(1), TransactionPhase.Exec);

        await Coordinator.Send("commit-session", Command(1), context =>
            context.ResponseAddress = new Uri("loopback://localhost/replies"));
        await Coordinator.Quiet();

        Assert.Empty(Participants.Replies);
        Assert.Equal("archiving", await PhaseOf(1));
    }

    [Fact]
    public async Task Commit_TheProcessDiesWhileTheModelIsAsked_GoesOn()
    {
        Scripted.Extract = _ => null;
        await Run(1, SessionCommitPhase.Extracting);
        Scripted.Extract = CommitParticipants.One;

        await Restart();
        Pass(Times.Queue.TotalSeconds);
        await Until(1, SessionCommitPhase.Resting);
        Pass(Times.Retry.TotalSeconds);

        Assert.Equal(2, (await Until(1, SessionCommitPhase.Completed)).Attempt);
    }
}
