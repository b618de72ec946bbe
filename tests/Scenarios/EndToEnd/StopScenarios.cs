using Sagas.Contracts;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>A stop does not wait for those who wait.</summary>
public abstract class StopScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    /// <summary>Half of what a stop may take, so that the bus has its share.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings) =>
        settings["Timeouts:UndoRetry"] = "00:30:00";

    [Fact]
    public async Task Terminate_RequestsWait_TellsThemAndEndsSoon()
    {
        var root = await Tree();
        World.Faults.Arm("move-tree.execute.before-reply=throw", "move-tree.undo.before-effect=throw");
        var (holder, waiter) = (NewKey(), NewKey());
        var stuck = Client.Post(
            "api/v1/fs/mv?timeout=1", new { from_uri = $"{root}/docs", to_uri = $"{root}/archive" }, holder);
        await InPhase(holder, TransactionPhase.Suspended);
        Assert.Equal(504, (await stuck).Status);
        var move = Client.Move($"{root}/docs", $"{root}/other", waitSeconds: 300, key: waiter);
        await InPhase(waiter, TransactionPhase.Acquire);
        var idle = Client.Post("api/v1/system/wait", new { });
        Assert.Equal(200, (await Client.Get("health")).Status);

        Assert.Equal(0, await World.Stop(Soon));

        Assert.Equal((504, ErrorCode.DeadlineExceeded), ((await idle).Status, (await idle).Code));
        var answer = await move;
        Assert.Equal((504, waiter), (answer.Status, answer.Detail("transaction_id")));
        Assert.Contains(waiter, answer.Error!.Value.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("stopped", World.Log, StringComparison.Ordinal);
    }
}
