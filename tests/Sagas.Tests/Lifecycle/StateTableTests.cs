using System.Text;
using MassTransit;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.Persistence.UnitOfWork;
using Sagas.Testing.Approvals;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>What every event does in every state, tried out.</summary>
public sealed class StateTableTests : MachineTest
{
    static readonly string[] Phases =
    [
        TransactionPhase.Acquire, TransactionPhase.Exec, TransactionPhase.Committed, TransactionPhase.RollingBack,
        TransactionPhase.RolledBack, TransactionPhase.Suspended, TransactionPhase.Released,
    ];

    int _next = 5000;

    private protected override Setup Setup => new() { Participants = SilentOnes() };

    // What they would answer must not mix with what the test says.
    static Participants SilentOnes()
    {
        var silent = new Participants();
        for (var step = 0; step < 3; step++)
            silent.Do(step, Reply.Silent).Undo(step, Reply.Silent);
        return silent;
    }

    [Fact]
    public async Task EveryEvent_InEveryState_DoesWhatIsApproved()
    {
        var table = new StringBuilder();
        table.AppendLine(Line(["about step 1", .. Phases]));
        foreach (var (name, _, _) in MachineEvents.About(First, 1))
            table.AppendLine(Line([name, .. await Cells(name, step: 1)]));
        table.AppendLine().AppendLine(Line(["about step 0", .. Phases]));
        foreach (var name in new[] { "StepCompleted", "StepProgress", "StepFailed", "StepFaulted", "StepUndone" })
            table.AppendLine(Line([name, .. await Cells(name, step: 0)]));
        table.AppendLine(Line(["UndoFaulted", .. await Cells("UndoFaulted", step: 0)]));

        Assert.Empty(Coordinator.Received.Faults);
        Approved.Matches(table.ToString());
    }

    static string Line(IEnumerable<string> cells) => string.Join(" | ", cells.Select(c => c.PadRight(13))).TrimEnd();

    async Task<IReadOnlyList<string>> Cells(string name, int step)
    {
        var cells = new List<string>();
        foreach (var phase in Phases)
            cells.Add(await Cell(name, step, phase));
        return cells;
    }

    async Task<string> Cell(string name, int step, string phase)
    {
        var id = Sample.Id(_next++);
        await Coordinator.Get<IUnitOfWorkStore>().Run(
            async unit => Assert.True(await unit.Insert(MachineEvents.Row(id, phase))),
            TestContext.Current.CancellationToken);
        var before = await Coordinator.View(id);
        var late = Coordinator.Counts.Late;
        var (_, message, token) = MachineEvents.About(id, step).Single(e => e.Name == name);

        await Coordinator.Tell(message, token);

        var after = await Coordinator.View(id);
        if (Coordinator.Counts.Late == late)
            return after.Phase == phase ? "handled" : after.Phase;
        Assert.Equivalent(before, after);
        return "late";
    }

    [Fact]
    public void EveryEvent_InEveryLivingState_IsDeclared()
    {
        var machine = Coordinator.Get<TransactionMachine>();
        var living = machine.States.Except([machine.Initial, machine.Final]).ToList();

        Assert.Equal(7, living.Count);
        foreach (var state in living)
        {
            var missing = machine.Events.Except(machine.NextEvents(state)).Select(e => $"{e.Name} in {state.Name}");
            Assert.Empty(missing);
        }
    }

    [Fact]
    public void EveryState_ExceptInitialAndFinal_HasAPhaseAndBack()
    {
        var machine = Coordinator.Get<TransactionMachine>();

        var stored = machine.States.Except([machine.Final])
            .ToDictionary(s => s.Name, s => PhaseName.ToStored(s.Name));

        Assert.All(stored, pair => Assert.Equal(pair.Key, PhaseName.ToState(pair.Value)));
        var constants = typeof(TransactionPhase).GetFields().Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(constants.Order(), stored.Values.Order());
    }
}
