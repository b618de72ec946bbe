using Sagas.Contracts;
using Sagas.Queries;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>A plan that names a step that nobody does: of another build, or of a participant that is away.</summary>
public sealed class UnknownKindTests : MachineTest
{
    const double StepTime = 31;

    [Fact]
    public async Task Step_OfAKindThatNobodyKnows_IsUndoneShownAndHarmsNobody()
    {
        var begin = Begin(1, steps: 1);
        await Coordinator.Tell(begin with
        {
            Steps = [.. begin.Steps, new PlannedStep("no-such-kind", WireJson.ToElement(new { }))],
        });
        await Silence("sent");
        Pass(StepTime);
        await Silence("undoing");
        Pass(StepTime);

        var view = await Coordinator.UntilPhase(First, TransactionPhase.Suspended);

        Assert.Equal(["undone", "undo_failed"], Statuses(view));
        Assert.Equal(ErrorCode.DeadlineExceeded, view.Reason!.Code);
        Assert.Contains("no-such-kind", view.Reason.Message, StringComparison.Ordinal);
        await Coordinator.Tell(Begin(2, steps: 1, path: "resources/b"));
        var other = await Coordinator.UntilPhase(Sample.Id(2), TransactionPhase.Released);
        Assert.Equal(TransactionOutcome.Committed, other.Outcome);
    }

    /// <summary>All attempts but the end of the last.</summary>
    async Task Silence(string status)
    {
        for (var attempt = 1; attempt <= Limits.StepAttemptsMax; attempt++)
        {
            if (attempt > 1)
                Pass(StepTime);
            await Coordinator.Until(First, view => IsAt(view, status, attempt), $"{status} {attempt}");
        }
    }

    static bool IsAt(TransactionView view, string status, int attempt) =>
        view.Steps[1].Status == status && view.Steps[1].Attempts == attempt;
}
