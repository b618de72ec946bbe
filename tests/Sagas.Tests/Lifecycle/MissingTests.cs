using System.Text.Json;
using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>Events of transactions that nobody knows.</summary>
public sealed class MissingTests : MachineTest
{
    public static TheoryData<string> Events => [.. Stranger.Keys];

    static readonly Dictionary<string, object> Stranger = new object[]
    {
        new LocksGranted(First, new FencingToken(1)), new StepCompleted(First, 0),
        new StepProgress(First, 0, 1, 2, "files"), new StepFailed(First, 0, new Reason(ErrorCode.Internal, "no")),
        new StepUndone(First, 0), new CancelTransaction(First, "x"), new RetryTransaction(First, "x"),
        new ResolveTransaction(First, "x", "y"), new LockWaitExpired(First), new StepTimedOut(First),
        new ExecDeadlineReached(First), new UndoRetryDue(First),
    }.ToDictionary(e => e.GetType().Name);

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Event_OfAnUnknownTransaction_IsCountedAndNothingElse(string name)
    {
        await Coordinator.Tell(Stranger[name], Sample.Id(9).Value);

        Assert.Equal(1, Coordinator.Counts.Missing);
        Assert.Empty(Coordinator.Received.Faults);
        using var db = Coordinator.Context();
        Assert.Empty(db.Transactions.ToList());
        Assert.Empty(db.Outbox.ToList());
    }

    [Fact]
    public async Task Fault_OfAStepOfAnUnknownTransaction_IsCounted()
    {
        await Coordinator.Send("alpha", new ExecuteStep(
            First, 0, "alpha", 1, new FencingToken(1), JsonDocument.Parse("{}").RootElement));

        await Coordinator.Until(() => Coordinator.Counts.Missing == 1, "the reply of the participant");
    }
}
