using Sagas.Scenarios.Worlds;
using Sagas.Testing.Models;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>The embedding model goes away, or is another one.</summary>
public abstract class OutageScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    static readonly Lazy<Task<ModelServer>> Shared = new(() => ModelServer.Start());

    static ModelServer Model => Shared.Value.GetAwaiter().GetResult();

    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings["Models:Embedding:Endpoint"] = Model.Endpoint;
        // What a scenario has changed it to stays: the whole index is of it then.
        settings.TryAdd("Models:Embedding:Model", "tiny");
        Model.Embedding = _ => null;
    }

    [Fact]
    public async Task Write_TheModelIsAway_IsFoundWhenItIsBackThoughTheProcessDied()
    {
        var root = await Tree();
        var asked = 0;
        Model.Embedding = texts => texts.Any(text => text.Contains("propeller", StringComparison.Ordinal))
            && Interlocked.Increment(ref asked) > 0 ? new ModelReply.Fails(503) : null;
        var written = await Client.Write($"{root}/ferry.md", "A spare propeller.", "create");
        Assert.True(written.Status == 200, written.ToString());
        await Eventually.Holds("the model was asked and away", () => Task.FromResult(asked > 0));
        await Eventually.Holds("it is put off", () => Task.FromResult(
            World.Log.Contains("is put off for", StringComparison.Ordinal)));
        await World.Restart();

        Model.Embedding = _ => null;

        await Eventually.Holds(
            "it is found", async () => (await Found(root, "propeller")).Contains($"{root}/ferry.md"));
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Verify_TheModelIsAnother_ListsWhatTheOtherEmbeddedAndRepairsIt()
    {
        var root = await Tree();
        World.Settings["Models:Embedding:Model"] = "another";
        await World.Restart();
        Assert.Empty(await Found(root, "lanterns"));
        var report = (await Client.Get("api/v1/verify")).Result;
        Assert.False(report.GetProperty("ok").GetBoolean());
        Assert.All(
            report.GetProperty("disagreements").EnumerateArray(),
            found => Assert.Equal("other_model", found.GetProperty("kind").GetString()));

        var repaired = await Client.Post("api/v1/verify/repair", new { });

        Assert.True(repaired.Status == 200, repaired.ToString());
        await Invariant.Holds(World);
        Assert.Contains($"{root}/readme.md", await Found(root, "lanterns"));
    }

    async Task<string[]> Found(string root, string query)
    {
        var answer = await Client.Post("api/v1/search/find", new { query, target_uri = root, limit = 50 });
        return answer.Status != 200
            ? []
            : [.. answer.Result.GetProperty("resources").EnumerateArray()
                .Select(hit => hit.GetProperty("uri").GetString()!)];
    }
}
