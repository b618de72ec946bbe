using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>What a participant says too much of goes nowhere.</summary>
public sealed class BoundedTextTests : MachineTest
{
    static readonly string Long = new('x', 100_000);

    [Fact]
    public async Task StepFailed_ALongReason_IsShortenedInTheRowItsJournalAndTheEvents()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1, steps: 1), commands: 1);

        await Coordinator.Tell(new StepFailed(First, 0, new Reason(ErrorCode.NotFound, Long)));

        await Check(await Coordinator.End(First));
    }

    [Fact]
    public async Task StepFaulted_ALongException_IsShortenedInTheRowItsJournalAndTheEvents()
    {
        Participants.Do(0, _ => throw new InvalidOperationException(Long));

        await Check(await Run(Begin(1, steps: 1)));
    }

    async Task Check(Sagas.Queries.TransactionView view)
    {
        Assert.Equal(Limits.MessageLengthMax, view.Reason!.Message.Length);
        Assert.Equal(Limits.MessageLengthMax, view.Steps[0].Error!.Length);
        await Coordinator.Until(() => Participants.Events.Count == 2, "both events");
        Assert.All(Participants.Events, e => Assert.Equal(Limits.MessageLengthMax, e.Reason!.Message.Length));
    }
}
