using Sagas.Contracts;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>A step that fails is undone, and that is all: nobody has to see to it (ADR 0011).</summary>
public abstract class FaultLetterScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings) =>
        settings["Timeouts:UndoRetry"] = "00:30:00";

    [Fact]
    public async Task Step_Throws_IsRolledBackAndNoDeadLetter()
    {
        var root = await Tree();
        var before = StateOf(root);
        World.Faults.Arm("rekey-entries.execute.before-effect=throw");

        var answer = await Client.Move($"{root}/docs", $"{root}/archive");

        Assert.Equal((409, ErrorCode.Aborted), (answer.Status, answer.Code));
        await Invariant.Holds(World);
        StateOf(root).MustBe(before);
        Assert.Empty(await Client.DeadLetters());
    }

    [Fact]
    public async Task Undo_Throws_IsSuspendedAndNoDeadLetter()
    {
        var root = await Tree();
        var key = NewKey();
        World.Faults.Arm("move-tree.execute.before-reply=throw", "move-tree.undo.before-effect=throw");
        await Ended(Client.Post(
            "api/v1/fs/mv?timeout=1", new { from_uri = $"{root}/docs", to_uri = $"{root}/archive" }, key));
        await InPhase(key, TransactionPhase.Suspended);

        Assert.Empty(await Client.DeadLetters());

        World.Faults.Arm();
        Assert.Equal(200, (await Client.Post($"api/v1/transactions/{key}/retry", new { })).Status);
        Assert.Equal(TransactionOutcome.RolledBack, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.Empty(await Client.DeadLetters());
    }
}
