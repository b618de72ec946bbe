using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>A stop does not wait for those who wait.</summary>
public abstract class StopScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    /// <summary>Far below what the two would wait; who is not told by then is cut off, and has no answer.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

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
        await Eventually.Holds("both have arrived", async () => (await Metrics()).Any(AreTwoPosts));

        Assert.Equal(0, await World.Stop(Soon));

        Assert.Equal((504, ErrorCode.DeadlineExceeded), ((await idle).Status, (await idle).Code));
        var answer = await move;
        Assert.Equal((504, waiter), (answer.Status, answer.Detail("transaction_id")));
        Assert.Contains(waiter, answer.Error!.Value.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("stopped", World.Log, StringComparison.Ordinal);
    }

    async Task<string[]> Metrics()
    {
        using var http = new HttpClient { BaseAddress = Client.Address };
        return (await http.GetStringAsync("metrics", TestContext.Current.CancellationToken)).Split('\n');
    }

    static bool AreTwoPosts(string line) =>
        line.StartsWith("http_server_active_requests{", StringComparison.Ordinal)
        && line.Contains("\"POST\"", StringComparison.Ordinal)
        && line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0] == "2";
}
