using Sagas.Contracts;
using Sagas.Queries;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>Every command, reply and timer several times over: nothing changes but the count of late events.</summary>
public sealed class DuplicateTests : IDisposable
{
    readonly CoordinatorFiles _files = new();

    public static MatrixTheoryData<int, string> Cases { get; } =
        new([1, 2, 5], ["commit", "refuse", "fault", "suspend", "busy"]);

    static Setup SetupOf(int copies) => new() { Services = DuplicatingDispatcher.Of(copies) };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Messages_SentSeveralTimes_ChangeNothing(int copies, string way)
    {
        await using var coordinator = await Coordinator.Start(_files, SetupOf(copies));
        coordinator.Participants.ReplyTimes(copies);
        Script(coordinator.Participants, way);
        var begin = MachineTest.Begin(1, steps: 3);
        for (var i = 0; i < copies; i++)
            await coordinator.Tell(begin);
        if (way == "busy")
            await coordinator.Tell(MachineTest.Begin(2, wait: 0));
        var id = Sample.Id(way == "busy" ? 2 : 1);

        var view = await coordinator.UntilPhase(
            id, way == "suspend" ? TransactionPhase.Suspended : TransactionPhase.Released);
        await coordinator.Quiet();

        Assert.Equal(Expected(way), Summary(view));
        Assert.Equal(Summary(view), Summary(await coordinator.View(id)));
        Assert.DoesNotContain(coordinator.Received.Faults, f => f.Message != "Scripted.");
        if (copies > 1 && way != "busy")
            Assert.True(coordinator.Counts.Late > 0);
    }

    static void Script(Participants participants, string way)
    {
        if (way is "refuse" or "suspend")
            participants.Do(2, Reply.Refuse);
        if (way is "fault")
            participants.Do(2, Reply.Throw);
        if (way is "suspend")
            participants.Undo(1, Reply.Throw);
        if (way is "busy")
            participants.Do(0, Reply.Silent);
    }

    static string Summary(TransactionView view) =>
        $"{view.Outcome} {string.Join(' ', view.Steps.Select(s => $"{s.Status}/{s.Attempts}"))}";

    static string Expected(string way) => way switch
    {
        "commit" => "committed done/1 done/1 done/1",
        "suspend" => "rolled_back undone/1 undo_failed/1 undone/1",
        "busy" => "busy pending/0 pending/0",
        _ => "rolled_back undone/1 undone/1 undone/1",
    };

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Timers_SentSeveralTimes_FireOnce(int copies)
    {
        await using var coordinator = await Coordinator.Start(_files, SetupOf(1));
        coordinator.Participants.Do(0, Reply.Silent);
        await coordinator.Tell(MachineTest.Begin(1));
        await coordinator.Quiet();
        var token = await TokenOfStepTimer(coordinator);

        for (var i = 0; i < copies; i++)
            await coordinator.Tell(new StepTimedOut(Sample.Id(1)), token);

        await coordinator.Quiet();
        Assert.Equal([1, 2], coordinator.Participants.Executed.Select(e => e.Attempt));
    }

    [Fact]
    public async Task Timer_WithATokenOfNobody_IsIgnored()
    {
        await using var coordinator = await Coordinator.Start(_files);
        coordinator.Participants.Do(0, Reply.Silent);
        await coordinator.Tell(MachineTest.Begin(1));

        await coordinator.Tell(new StepTimedOut(Sample.Id(1)), Sample.Id(99).Value);
        await coordinator.Tell(new ExecDeadlineReached(Sample.Id(1)), Sample.Id(99).Value);

        await coordinator.Quiet();
        Assert.Equal(TransactionPhase.Exec, (await coordinator.View(Sample.Id(1))).Phase);
        Assert.Single(coordinator.Participants.Commands);
    }

    static async Task<Guid> TokenOfStepTimer(Coordinator coordinator)
    {
        await using var db = coordinator.Context();
        return db.Transactions.Single().StepTimerToken!.Value;
    }

    public void Dispose() => _files.Dispose();
}
