using Sagas.Contracts;

namespace Sagas.Tests.SessionCommit;

/// <summary>The commits of one session take turns at the model, in the order of their archives.</summary>
public sealed class TurnTests : CommitTest
{
    async Task StartThree()
    {
        Scripted.Extract = _ => null;
        for (var number = 1; number <= 3; number++)
        {
            await Send(Command(number));
            await Until(number, number == 1 ? SessionCommitPhase.Extracting : SessionCommitPhase.Archived);
        }
    }

    Task Answer(int number) => TellCommits(CommitParticipants.One(
        Scripted.Extractions.Last(request => request.TransactionId == Commit(number))));

    [Fact]
    public async Task Turns_ThreeCommits_AreExtractedOneAfterAnother()
    {
        await StartThree();
        Assert.Single(Scripted.Extractions);

        for (var number = 1; number <= 3; number++)
        {
            await Until(number, SessionCommitPhase.Extracting);
            await Answer(number);
            await Until(number, SessionCommitPhase.Completed);
        }

        Assert.Equal([Commit(1), Commit(2), Commit(3)], Scripted.Order);
        Assert.Equal(0, await OpenTimers());
    }

    [Fact]
    public async Task Turn_TheOneBeforeHasFailed_IsGranted()
    {
        await StartThree();
        var request = Scripted.Extractions.First();

        await TellCommits(CommitParticipants.Failed(request) with { IsFinal = true });

        await Until(1, SessionCommitPhase.ExtractionFailed);
        await Until(2, SessionCommitPhase.Extracting);
        Assert.Equal("archived", await PhaseOf(3));
    }

    [Fact]
    public async Task Turn_TheOneBeforeIsCancelledWhileItWaits_WaitsForTheOneBeforeThat()
    {
        await StartThree();

        await TellCommits(new CancelTransaction(Commit(2), "alice"));
        await Until(2, SessionCommitPhase.Cancelled);
        Assert.Equal("archived", await PhaseOf(3));

        await Answer(1);
        await Until(3, SessionCommitPhase.Extracting);
    }

    [Fact]
    public async Task Turn_TheOneBeforeIsOver_IsGrantedAtOnce()
    {
        await Run(1, SessionCommitPhase.Completed);

        await Run(2, SessionCommitPhase.Completed);

        Assert.Equal([Commit(1), Commit(2)], Scripted.Order);
    }

    [Fact]
    public async Task Turn_NobodyKnowsTheOneBefore_IsGranted()
    {
        Scripted.Archive = step => CommitParticipants.Archived(step.Commit, 8, Commit(77));

        await Run(1, SessionCommitPhase.Completed);

        Assert.Equal(0, await OpenTimers());
    }

    [Fact]
    public async Task Turn_NeverComes_TheCommitGoesOnWhenItsTimeIsOver()
    {
        await StartThree();

        Pass(Times.TurnWait.TotalSeconds);

        await Until(2, SessionCommitPhase.Extracting);
    }

    [Fact]
    public async Task Turn_RestartWhileItIsWaitedFor_IsGrantedByTheOneBefore()
    {
        await StartThree();

        await Restart();

        Assert.Equal(("archived", "archived"), (await PhaseOf(2), await PhaseOf(3)));
        for (var number = 1; number <= 3; number++)
        {
            await Until(number, SessionCommitPhase.Extracting);
            await Answer(number);
            await Until(number, SessionCommitPhase.Completed);
        }
        Assert.Equal([Commit(1), Commit(2), Commit(3)], Scripted.Order);
        Assert.Equal(3, Scripted.Extractions.Count);
        Assert.Equal(0, await OpenTimers());
    }

    [Fact]
    public async Task Turn_RestartAndItNeverComes_TheCommitGoesOnWhenItsTimeIsOver()
    {
        await StartThree();

        await Restart();
        Pass(Times.TurnWait.TotalSeconds);

        await Until(2, SessionCommitPhase.Extracting);
    }

    [Fact]
    public async Task Turns_OfOtherSessions_AreTheirOwn()
    {
        Scripted.Extract = _ => null;
        Scripted.Archive = step => CommitParticipants.Archived(step.Commit, 1);

        for (var number = 1; number <= 4; number++)
            await Send(Command(number, $"s{number}"));

        for (var number = 1; number <= 4; number++)
            await Until(number, SessionCommitPhase.Extracting);
        Assert.Equal(4, Scripted.Extractions.Count);
    }

    [Fact]
    public async Task Turns_OneThatWasAskedTwice_GrantsOnce()
    {
        await StartThree();
        await TellCommits(new AskForTurn(Commit(1), Commit(2)));
        Assert.Equal([Commit(2).Value], (await Row(1)).Waiters);

        await Answer(1);
        await Until(2, SessionCommitPhase.Extracting);

        Assert.Equal(2, Scripted.Extractions.Count);
    }
}
