using System.Globalization;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>What is found, and when it was written.</summary>
public abstract class FindScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    [Fact]
    public async Task Find_ADirectoryWithADescription_IsFoundByIt()
    {
        var root = await Tree();
        var made = await Client.MakeDirectory(
            $"{root}/attic", description: "Where the spare propellers of the ferry are kept.");
        Assert.True(made.Status == 200, made.ToString());
        await Invariant.Holds(World);

        Assert.Equal(
            "Where the spare propellers of the ferry are kept.",
            World.Stores.Tree(root)["attic/.abstract.md"]);
        Assert.Equal($"{root}/attic/.abstract.md", (await Found(root, "spare propellers"))[0]);
        var moved = await Client.Move($"{root}/attic", $"{root}/cellar");
        Assert.True(moved.Status == 200, moved.ToString());
        await Invariant.Holds(World);
        Assert.Equal($"{root}/cellar/.abstract.md", (await Found(root, "spare propellers"))[0]);
    }

    [Fact]
    public async Task Find_WithTimes_LeavesOutWhatIsOlderOrNewer()
    {
        var root = await Tree();
        var between = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        await Eventually.Holds("the clock goes on", () => Task.FromResult(
            TimeProvider.System.GetUtcNow() > DateTimeOffset.Parse(between, CultureInfo.InvariantCulture)
                + TimeSpan.FromMilliseconds(2)));
        await Client.Write($"{root}/late.md", "Lanterns burn late.\n", "create");
        await Invariant.Holds(World);

        Assert.Contains($"{root}/late.md", await Found(root, "lanterns", since: between));
        Assert.DoesNotContain($"{root}/readme.md", await Found(root, "lanterns", since: between));
        Assert.Contains($"{root}/readme.md", await Found(root, "lanterns", until: between));
        Assert.DoesNotContain($"{root}/late.md", await Found(root, "lanterns", until: between));
        Assert.Contains($"{root}/readme.md", await Found(root, "lanterns", since: "1d"));
        Assert.Empty(await Found(root, "lanterns", until: "1d"));
    }

    async Task<string[]> Found(string root, string query, string? since = null, string? until = null)
    {
        var answer = await Client.Post(
            "api/v1/search/find", new { query, target_uri = root, since, until, limit = 50 });
        Assert.True(answer.Status == 200, answer.ToString());
        return [.. answer.Result.GetProperty("resources").EnumerateArray()
            .Select(hit => hit.GetProperty("uri").GetString()!)];
    }
}
