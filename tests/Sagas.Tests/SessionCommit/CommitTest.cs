using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Persistence.UnitOfWork;
using Sagas.Queries;
using Sagas.SessionCommit;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.SessionCommit;

/// <summary>A test with one coordinator and scripted participants of session commits.</summary>
public abstract class CommitTest : MachineTest
{
    private protected CommitParticipants Scripted { get; }

    private protected SessionCommitOptions Times { get; } = new();

    readonly Participants _others = new();

    protected CommitTest() => Scripted = new CommitParticipants(_others.UnderWay);

    private protected override Setup Setup => new()
    {
        Participants = _others,
        Commits = Times,
        Endpoints = Scripted.Configure,
    };

    private protected static TransactionId Commit(int number) => Sample.Id(number);

    private protected static CommitSession Command(int number, string session = "s1") =>
        new() { TransactionId = Commit(number), SessionId = session, User = "alice" };

    private protected Task Send(CommitSession command) => Coordinator.Send("commit-session", command);

    private protected Task TellCommits(object message) => Coordinator.Send(QueueName.SessionCommits, message);

    /// <summary>The event of <see cref="CommitEvents"/> that has this name.</summary>
    private protected Task TellCommits(string name, TransactionId id, int attempt)
    {
        var (_, message, token) = CommitEvents.About(id, attempt).Single(e => e.Name == name);
        return Coordinator.Send(QueueName.SessionCommits, message, context =>
        {
            context.RequestId = id.Value;
            context.Headers.Set(MessageHeaders.SchedulingTokenId, token?.ToString());
        });
    }

    private protected async Task<SessionCommitView> Run(int number, string phase)
    {
        await Send(Command(number));
        return await Until(number, phase);
    }

    private protected async Task<SessionCommitView> Until(int number, string phase)
    {
        var view = await Coordinator.Until(
            Commit(number), view => view.Commit?.Phase == phase, $"commit {number} {phase}");
        await Coordinator.Quiet();
        return view.Commit!;
    }

    private protected async Task<string> PhaseOf(int number) =>
        (await Coordinator.View(Commit(number))).Commit?.Phase ?? "-";

    private protected async Task<CommitState> Row(int number)
    {
        await using var db = Coordinator.Context();
        return await db.SessionCommits.AsNoTracking().SingleAsync(
            row => row.CorrelationId == Commit(number).Value, TestContext.Current.CancellationToken);
    }

    /// <summary>A commit that is where the test needs it, without timers.</summary>
    private protected Task Given(CommitState row)
    {
        row.TurnWaitToken = row.AttemptToken = row.RestToken = null;
        return Coordinator.Get<IUnitOfWorkStore>().Run(
            async unit => Assert.True(await unit.Insert(row)), TestContext.Current.CancellationToken);
    }

    private protected async Task<int> OpenTimers()
    {
        await using var db = Coordinator.Context();
        return await db.Outbox.CountAsync(row => row.Token != null, TestContext.Current.CancellationToken);
    }
}
