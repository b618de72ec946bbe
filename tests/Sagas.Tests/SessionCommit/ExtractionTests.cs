using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.SessionCommit;

/// <summary>Attempts that fail, and what comes after them.</summary>
public sealed class ExtractionTests : CommitTest
{
    [Fact]
    public void Defaults_TheAttempts_SpanTwoHoursAtLeast()
    {
        Assert.True(Times.Span >= TimeSpan.FromHours(2), $"{Times.Span}");
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(7, 320)]
    [InlineData(8, 600)]
    [InlineData(500, 600)]
    public void RetryAfter_Doubles_UpToTenMinutes(int attempt, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Times.RetryAfter(attempt));
    }

    [Fact]
    public async Task Extraction_TheModelIsAwayForAnHour_CompletesWhenItIsBack()
    {
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.Resting);
        var left = Sample.Now;
        while (Coordinator.Time.GetUtcNow() - left < TimeSpan.FromHours(1))
        {
            var before = Scripted.Extractions.Count;
            var row = await Row(1);
            Assert.Equal(Coordinator.Time.GetUtcNow() + Times.RetryAfter(row.Attempt), row.NextAt);
            Pass(Times.RetryAfter(row.Attempt).TotalSeconds);
            await Coordinator.Until(() => Scripted.Extractions.Count == before + 1, "another attempt");
            await Until(1, SessionCommitPhase.Resting);
        }
        Scripted.Extract = CommitParticipants.One;

        Pass(Times.RetryMax.TotalSeconds);

        var commit = await Until(1, SessionCommitPhase.Completed);
        Assert.True(commit.Attempt > 10);
        Assert.Null(commit.Reason);
        Assert.Single(Scripted.Writes);
    }

    [Fact]
    public async Task Extraction_AllAttemptsFail_IsVisibleAndTheArchiveSaysSo()
    {
        Times.Attempts = 2;
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.Resting);
        Pass(5);

        var commit = await Until(1, SessionCommitPhase.ExtractionFailed);

        Assert.Equal((2, "The model is away."), (commit.Attempt, commit.Reason!.Message));
        Assert.NotNull(commit.EndedAt);
        await Coordinator.Until(() => Scripted.Writes.Count == 1, "the mark");
        Assert.Equal("The model is away.", Assert.Single(Scripted.Writes).Failure!.Message);
        Assert.Equal(0, (await Coordinator.Queries.Backlog(TestContext.Current.CancellationToken)).OpenTransactions);
    }

    [Fact]
    public async Task Extraction_AttemptsThatFail_CostWhatTheyCost()
    {
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.Resting);
        Scripted.Extract = CommitParticipants.One;

        Pass(5);

        Assert.Equal(new TokenUsage(9, 3, 12), (await Until(1, SessionCommitPhase.Completed)).Usage);
    }

    [Fact]
    public async Task Extraction_AFinalFailure_IsNotTriedAgain()
    {
        Scripted.Extract = request => CommitParticipants.Failed(request) with { IsFinal = true };

        var commit = await Run(1, SessionCommitPhase.ExtractionFailed);

        Assert.Equal(1, commit.Attempt);
    }

    [Fact]
    public async Task Retry_AfterAllAttemptsFailed_StartsOverWithAllOfThem()
    {
        Times.Attempts = 1;
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.ExtractionFailed);
        Times.Attempts = 2;

        await TellCommits(new RetryTransaction(Commit(1), "alice"));
        await Until(1, SessionCommitPhase.Resting);
        Scripted.Extract = CommitParticipants.One;
        Pass(5);

        var commit = await Until(1, SessionCommitPhase.Completed);
        Assert.Equal(3, commit.Attempt);
        Assert.Equal([1, 2, 3], Scripted.Extractions.Select(e => e.Attempt));
    }

    [Fact]
    public async Task Retry_WhileItRests_BeginsNow()
    {
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.Resting);
        Scripted.Extract = CommitParticipants.One;

        await TellCommits(new RetryTransaction(Commit(1), "alice"));

        Assert.Equal(2, (await Until(1, SessionCommitPhase.Completed)).Attempt);
        Assert.Equal(0, await OpenTimers());
    }

    [Fact]
    public async Task Rest_RestartMeanwhile_IsEndedByItsTimer()
    {
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.Resting);
        Scripted.Extract = CommitParticipants.One;

        await Restart();
        await Coordinator.Quiet();

        Assert.Equal("resting", await PhaseOf(1));
        Assert.Single(Scripted.Extractions);
        Pass(5);
        Assert.Equal(2, (await Until(1, SessionCommitPhase.Completed)).Attempt);
        Assert.Single(Scripted.Writes);
        Assert.Equal(0, await OpenTimers());
    }

    [Fact]
    public async Task Extraction_InItsQueue_IsNotSilent()
    {
        Scripted.Extract = _ => null;
        await Run(1, SessionCommitPhase.Extracting);

        Pass(Times.Queue.TotalSeconds - 1);
        await Coordinator.Quiet();
        Assert.Equal("extracting", await PhaseOf(1));

        Pass(1);
        Assert.Equal(ErrorCode.DeadlineExceeded, (await Until(1, SessionCommitPhase.Resting)).Reason!.Code);
    }

    [Fact]
    public async Task Extraction_BegunAndSilent_IsTakenForFailed()
    {
        Scripted.Extract = request => new ExtractionBegun(request.TransactionId, request.Attempt);
        await Run(1, SessionCommitPhase.Extracting);
        await Coordinator.Until(async () => (await Row(1)).IsRunning, "begun");

        Pass(Times.Extraction.TotalSeconds);

        var commit = await Until(1, SessionCommitPhase.Resting);
        Assert.Contains("150 s", commit.Reason!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extraction_AnsweredTooLate_IsNotWritten()
    {
        Scripted.Extract = CommitParticipants.Failed;
        await Run(1, SessionCommitPhase.Resting);
        Scripted.Extract = _ => null;
        await TellCommits(new RetryTransaction(Commit(1), "alice"));
        await Until(1, SessionCommitPhase.Extracting);

        await TellCommits(CommitParticipants.One(Scripted.Extractions.First()));

        Assert.Equal("extracting", await PhaseOf(1));
        Assert.Empty(Scripted.Writes);
    }

    [Fact]
    public async Task Extraction_Throws_IsAFailedAttempt()
    {
        Scripted.Extract = _ => throw new InvalidOperationException("Scripted.");

        var commit = await Run(1, SessionCommitPhase.Resting);

        Assert.Contains("Scripted.", commit.Reason!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_IsRefused_IsAFailedAttemptAndTheNextOneWrites()
    {
        Scripted.Write = (_, id) => new StepFailed(id, 0, new Reason(ErrorCode.Unavailable, "The disk is full."));
        var commit = await Run(1, SessionCommitPhase.Resting);
        Assert.Equal("The disk is full.", commit.Reason!.Message);
        var first = commit.MemoryTransaction;
        Scripted.Write = CommitParticipants.Wrote;

        Pass(5);

        var done = await Until(1, SessionCommitPhase.Completed);
        Assert.NotEqual(first, done.MemoryTransaction);
        Assert.Equal(new TokenUsage(14, 6, 20), done.Usage);
        Assert.Equal(done.Usage, Scripted.Writes.Last().Usage);
    }

    [Theory]
    [InlineData(SessionCommitPhase.Extracting)]
    [InlineData(SessionCommitPhase.Resting)]
    public async Task Cancel_OfAWaitingExtraction_EndsItWithoutMemories(string phase)
    {
        Scripted.Extract = phase == SessionCommitPhase.Resting ? CommitParticipants.Failed : _ => null;
        await Run(1, phase);

        await TellCommits(new CancelTransaction(Commit(1), "alice"));

        var commit = await Until(1, SessionCommitPhase.Cancelled);
        Assert.Equal("Cancelled by alice.", commit.Reason!.Message);
        Assert.Equal(0, await OpenTimers());
        Assert.Equal("Cancelled by alice.", Assert.Single(Scripted.Writes).Failure!.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_CrossesTheEndOfTheArchive_EndsItWithoutMemories(bool isSecond)
    {
        await Given(CommitEvents.Row(Commit(1), SessionCommitPhase.Archiving));
        var events = CommitEvents.About(Commit(1), attempt: 0);
        var archived = events.Single(e => e.Name == $"Released: archived{(isSecond ? ", the second" : "")}").Message;

        await TellCommits(new CancelTransaction(Commit(1), "alice"));
        await Coordinator.Send(
            QueueName.SessionCommits, archived, context => context.RequestId = Commit(1).Value);
        await Coordinator.Quiet();

        var row = await Row(1);
        Assert.Equal(("Cancelled", "Cancelled by alice."), (row.Phase, row.Reason?.Message));
        Assert.NotNull(row.EndedAt);
        Assert.Empty(Scripted.Extractions);
        Assert.Equal("Cancelled by alice.", Assert.Single(Scripted.Writes).Failure!.Message);
        Assert.Equal(0, await OpenTimers());
    }

    [Theory]
    [InlineData("Released: skipped", "Skipped")]
    [InlineData("Released: not archived", "Failed")]
    public async Task Cancel_NothingIsArchived_EndsAsItWould(string name, string phase)
    {
        await Given(CommitEvents.Row(Commit(1), SessionCommitPhase.Archiving));
        var released = CommitEvents.About(Commit(1), attempt: 0).Single(e => e.Name == name).Message;

        await TellCommits(new CancelTransaction(Commit(1), "alice"));
        await Coordinator.Send(
            QueueName.SessionCommits, released, context => context.RequestId = Commit(1).Value);
        await Coordinator.Quiet();

        Assert.Equal(phase, (await Row(1)).Phase);
        Assert.Empty(Scripted.Writes);
    }

    [Fact]
    public async Task Cancel_WhileItArchives_UndoesTheArchive()
    {
        Scripted.Archive = _ => null;
        await Send(Command(1));
        await Coordinator.UntilPhase(Commit(1), TransactionPhase.Exec);

        await TellCommits(new CancelTransaction(Commit(1), "alice"));

        await Until(1, SessionCommitPhase.Failed);
        Assert.Equal("cancelled", (await Coordinator.View(Commit(1))).Outcome);
        Assert.Single(Scripted.Undone);
    }
}
