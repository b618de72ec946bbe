using MassTransit;
using Sagas.Contracts;
using Sagas.Persistence.Model;
using Sagas.Persistence.UnitOfWork;
using Sagas.SessionCommit;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.SessionCommit;

/// <summary>A commit lives on what its two transactions answer.</summary>
public sealed class LostAnswerTests : CommitTest
{
    static readonly Guid Token = Sample.Id(1001).Value;

    readonly BrokenQueue _answers = new(QueueName.SessionCommits);

    private protected override Setup Setup => base.Setup with
    {
        Endpoints = transport =>
        {
            Scripted.Configure(transport);
            transport.ConnectReceiveObserver(_answers);
        },
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    IUnitOfWorkStore Store => Coordinator.Get<IUnitOfWorkStore>();

    [Fact]
    public async Task Answer_ThatCannotBeConsumedBeforeTheProcessEnds_IsThereForTheNextOne()
    {
        Scripted.Archive = step =>
        {
            _answers.IsBroken = true;
            return Scripted.Numbered(step);
        };
        await Send(Command(1));
        await Coordinator.Until(() => !Coordinator.Received.Faults.IsEmpty, "the answer");
        await Store.Run(_ => Task.CompletedTask, Stop);
        Assert.Equal(SessionCommitPhase.Archiving, await PhaseOf(1));
        _answers.IsBroken = false;

        await Restart();

        await Until(1, SessionCommitPhase.Completed);
    }

    [Theory]
    [InlineData(SessionCommitPhase.Archiving)]
    [InlineData(SessionCommitPhase.Writing)]
    public async Task AnswerTimer_TheTransactionHasEnded_GoesOnAsItsRowSays(string phase)
    {
        await Run(1, SessionCommitPhase.Completed);
        await Store.Run(unit => PutBack(unit, phase), Stop);

        await Coordinator.Send(QueueName.SessionCommits, new AnswerOverdue(Commit(1)), sending =>
            sending.Headers.Set(MessageHeaders.SchedulingTokenId, Token.ToString()));

        var commit = await Until(1, SessionCommitPhase.Completed);
        Assert.Equal("viking://user/alice/sessions/s1/history/archive_001", commit.Archive);
        Assert.Equal(1, commit.Extracted![MemoryCategory.Facts]);
        Assert.Equal(0, await OpenTimers());
    }

    static async Task PutBack(IUnitOfWork unit, string phase)
    {
        var row = (await unit.Load<CommitState>(Commit(1).Value))!;
        row.Phase = PhaseName.ToState(phase.ToUpperInvariant());
        row.AttemptToken = Token;
        row.EndedAt = null;
        row.Result = null;
        if (phase == SessionCommitPhase.Archiving)
            row.Archive = null;
        await unit.Update(row);
    }

    [Fact]
    public async Task AnswerTimer_TheTransactionStillRuns_WaitsOn()
    {
        Scripted.Archive = _ => null;
        await Send(Command(1));
        await Coordinator.UntilPhase(Commit(1), TransactionPhase.Exec);
        var first = Assert.Single(await Timers<AnswerOverdue>());

        Pass(Times.Answer.TotalSeconds);

        await Coordinator.Until(
            async () =>
            {
                // The row of the timer that has fired goes with a later commit.
                await Coordinator.AfterCommits();
                return await Timers<AnswerOverdue>() is [var next] && next.Due > first.Due;
            },
            "the next timer");
        Assert.Equal(SessionCommitPhase.Archiving, await PhaseOf(1));
    }
}
