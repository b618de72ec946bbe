using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Queries;

/// <summary>The timers that the machine itself sets are the ones that are shown.</summary>
public sealed class SetTimersTests : MachineTest
{
    /// <summary>To five seconds: a delay is the difference of two looks at the real clock.</summary>
    async Task<IEnumerable<(string Kind, double Seconds)>> Shown(int number) =>
        (await Coordinator.View(Sample.Id(number))).Timers
            .Select(timer => (timer.Kind, 5 * Math.Ceiling((timer.Due - Sample.Now).TotalSeconds / 5)));

    [Fact]
    public async Task Timers_UnderWayAndWaiting_AreShownUntilTheEnd()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1, steps: 1), commands: 1);
        await Coordinator.Tell(Begin(2, steps: 1));

        Assert.Equal([("step", 30), ("exec_deadline", 300)], await Shown(1));
        Assert.Equal([("lock_wait", 30)], await Shown(2));

        await Coordinator.Tell(new StepCompleted(First, 0, null));
        Assert.Empty((await Coordinator.End(First)).Timers);
        await using var db = Coordinator.Context();
        var ended = await db.Transactions.SingleAsync(
            x => x.CorrelationId == First.Value, TestContext.Current.CancellationToken);
        // Nothing to look up for who waits for an end.
        Assert.Equal(
            (null, null, null, null),
            (ended.LockWaitToken, ended.StepTimerToken, ended.ExecDeadlineToken, ended.UndoRetryToken));
    }
}
