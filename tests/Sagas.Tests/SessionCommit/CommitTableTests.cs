using System.Text;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Persistence.Model;
using Sagas.Persistence.UnitOfWork;
using Sagas.SessionCommit;
using Sagas.Testing.Approvals;

namespace Sagas.Tests.SessionCommit;

/// <summary>What every event does in every state of a session commit, tried out.</summary>
public sealed class CommitTableTests : CommitTest
{
    int _next = 5000;

    /// <summary>What they would answer must not mix with what the test says.</summary>
    public CommitTableTests()
    {
        Scripted.Archive = _ => null;
        Scripted.Extract = _ => null;
        Scripted.Write = (_, _) => null;
    }

    [Fact]
    public async Task EveryEvent_InEveryState_DoesWhatIsApproved()
    {
        var table = new StringBuilder();
        table.AppendLine(Line(["", .. CommitEvents.Phases]));
        foreach (var (name, _, _) in CommitEvents.About(First, 2))
            table.AppendLine(Line([name, .. await Cells(name, attempt: 2)]));
        table.AppendLine().AppendLine(Line(["about attempt 1", .. CommitEvents.Phases]));
        foreach (var name in new[] { "Begun", "Extracted", "Refused", "Faulted" })
            table.AppendLine(Line([name, .. await Cells(name, attempt: 1)]));

        Assert.Empty(Coordinator.Received.Faults);
        Approved.Matches(table.ToString());
    }

    static string Line(IEnumerable<string> cells) => string.Join(
        " | ", cells.Select((cell, i) => cell.PadRight(i == 0 ? 30 : 17))).TrimEnd();

    async Task<IReadOnlyList<string>> Cells(string name, int attempt)
    {
        var cells = new List<string>();
        foreach (var phase in CommitEvents.Phases)
            cells.Add(await Cell(name, attempt, phase));
        return cells;
    }

    async Task<string> Cell(string name, int attempt, string phase)
    {
        var id = Sample.Id(_next++);
        await Coordinator.Get<IUnitOfWorkStore>().Run(
            async unit => Assert.True(await unit.Insert(CommitEvents.Row(id, phase))),
            TestContext.Current.CancellationToken);
        var late = Coordinator.Counts.Late;

        await TellCommits(name, id, attempt);

        await using var db = Coordinator.Context();
        var after = await db.SessionCommits.AsNoTracking().SingleAsync(
            row => row.CorrelationId == id.Value, TestContext.Current.CancellationToken);
        if (Coordinator.Counts.Late != late)
        {
            var before = CommitEvents.Row(id, phase);
            // A timer that has fired has no token any more; nothing else may have changed.
            (before.Version, before.TurnWaitToken, before.AttemptToken, before.RestToken) =
                (after.Version, after.TurnWaitToken, after.AttemptToken, after.RestToken);
            Assert.Equivalent(before, after);
            return "late";
        }
        var now = CommitPhaseName.ToStored(after.Phase);
        return now == phase ? "handled" : now;
    }

    [Fact]
    public void EveryEvent_InEveryLivingState_IsDeclared()
    {
        var machine = Coordinator.Get<CommitMachine>();
        var living = machine.States.Except([machine.Initial, machine.Final]).ToList();

        Assert.Equal(CommitEvents.Phases.Order(), living.Select(s => CommitPhaseName.ToStored(s.Name)).Order());
        foreach (var state in living)
        {
            var missing = machine.Events.Except(machine.NextEvents(state)).Select(e => $"{e.Name} in {state.Name}");
            Assert.Empty(missing);
        }
    }

    [Fact]
    public void EveryPhase_ThatIsNamed_IsAState()
    {
        var constants = typeof(SessionCommitPhase).GetFields().Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(constants.Order(), CommitEvents.Phases.Order());
    }
}
