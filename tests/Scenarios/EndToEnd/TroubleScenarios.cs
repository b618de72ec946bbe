using Sagas.Contracts;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Undos that fail, and executions that take too long.</summary>
public abstract class TroubleScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings) =>
        // Only the operator's word ends a suspension within the time of a scenario.
        settings["Timeouts:UndoRetry"] = "00:30:00";

    [Fact]
    public async Task Undo_KeepsFailing_IsShownSuspendedWithItsLocks()
    {
        var (root, key) = await Suspended();

        var transaction = await InPhase(key, TransactionPhase.Suspended);

        Assert.Contains("undo_failed", transaction.GetProperty("steps").ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(World.Stores.Locks());
        Assert.Equal(ErrorCode.Conflict, (await Client.Remove($"{root}/docs", true, waitSeconds: 0)).Code);
        await Retry(key);
    }

    [Fact]
    public async Task Retry_UndoWorksAgain_EndsRolledBack()
    {
        var (root, key) = await Suspended();
        var tree = StateOf(root).Tree;

        await Retry(key);

        Assert.Equal(TransactionOutcome.RolledBack, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.False(tree.ContainsKey("docs/guide.md"));
        Assert.True(StateOf(root).Tree.ContainsKey("docs/guide.md"));
    }

    [Fact]
    public async Task Resolve_Suspended_EndsWithTheReason()
    {
        var (_, key) = await Suspended();

        var answer = await Client.Post($"api/v1/transactions/{key}/resolve", new { reason = "Moved by hand." });

        Assert.Equal(200, answer.Status);
        Assert.Equal(TransactionOutcome.RolledBack, await OutcomeOf(key));
        var reason = (await Client.Transaction(key))!.Value.GetProperty("reason").ToString();
        Assert.Contains("Moved by hand.", reason, StringComparison.Ordinal);
        Assert.Empty(World.Stores.Locks());
        // The files are where the failed undo left them; the operator's repair brings the index after them.
        await Client.WaitUntilIdle();
        Assert.Equal(200, (await Client.Post("api/v1/verify/repair", new { })).Status);
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Exec_OverItsDeadline_IsUndone()
    {
        var root = await Tree();
        var before = StateOf(root);
        // For one life of the service: the first tree of a cold one may take longer than that.
        (World.Settings["Timeouts:Step"], World.Settings["Timeouts:Exec"]) = ("00:00:02", "00:00:03");
        await World.Restart();
        World.Settings.Remove("Timeouts:Step");
        World.Settings.Remove("Timeouts:Exec");
        World.Faults.Arm("rekey-entries.execute.before-effect=stall");

        var answer = await Client.Move($"{root}/docs", $"{root}/archive");

        Assert.Equal((409, ErrorCode.Aborted), (answer.Status, answer.Code));
        Assert.Equal(ErrorCode.DeadlineExceeded, answer.Detail("code"));
        StateOf(root).MustBe(before);
        await World.Restart();
        await Invariant.Holds(World);
        StateOf(root).MustBe(before);
    }

    /// <summary>A move that failed after its renames and cannot be undone.</summary>
    async Task<(string Root, string Key)> Suspended()
    {
        var root = await Tree();
        World.Faults.Arm("move-tree.execute.before-reply=throw", "move-tree.undo.before-effect=throw");
        var key = NewKey();
        var call = Client.Post(
            "api/v1/fs/mv?timeout=1", new { from_uri = $"{root}/docs", to_uri = $"{root}/archive" }, key);
        await InPhase(key, TransactionPhase.Suspended);
        Assert.Equal(504, (await call).Status);
        World.Faults.Arm();
        return (root, key);
    }

    async Task Retry(string key)
    {
        Assert.Equal(200, (await Client.Post($"api/v1/transactions/{key}/retry", new { })).Status);
        Assert.Equal(TransactionOutcome.RolledBack, await OutcomeOf(key));
        await Invariant.Holds(World);
    }
}
