using System.Text.Json;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Many talk in one session while others commit it.</summary>
public abstract class TalkScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    const int Clients = 50;
    const int Each = 6;
    const int Committers = 10;

    [Fact]
    public async Task Commit_WhileFiftyClientsTalk_EveryMessageIsInExactlyOnePlace()
    {
        var talking = Task.WhenAll(Enumerable.Range(0, Clients).Select(Talk));
        var committing = Task.WhenAll(Enumerable.Range(0, Committers).Select(_ => CommitUntil(talking)));
        await talking;
        await committing;
        await Invariant.Holds(World);

        var tree = World.Stores.Tree("viking://user/default/sessions/talk");
        var places = tree.Where(x => x.Key.EndsWith("messages.jsonl", StringComparison.Ordinal)).ToList();
        var found = places.SelectMany(x => Texts(x.Value)).Order(StringComparer.Ordinal).ToList();
        var said = Enumerable.Range(0, Clients)
            .SelectMany(client => Enumerable.Range(0, Each).Select(n => Text(client, n)));
        Assert.Equal(said.Order(StringComparer.Ordinal), found);
        var archives = places.Count - 1;
        Assert.True(archives > 1, $"{archives} archives");
        Assert.Equal(archives, tree.Keys.Count(key => key.EndsWith("/.done", StringComparison.Ordinal)));
    }

    async Task Talk(int client)
    {
        for (var n = 0; n < Each; n++)
        {
            var answer = await Client.Post(
                "api/v1/sessions/talk/messages", new { role = "user", content = Text(client, n) });
            Assert.True(answer.Status == 200, answer.ToString());
        }
    }

    /// <summary>The session comes into being with its first message: until then there is nothing to commit.</summary>
    async Task CommitUntil(Task talking)
    {
        while (!talking.IsCompleted)
        {
            var answer = await Client.Commit("talk");
            Assert.True(answer.Status is 200 or 404, answer.ToString());
        }
    }

    static string Text(int client, int n) => FormattableString.Invariant($"client {client:00} says {n}");

    static IEnumerable<string> Texts(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("parts")[0].GetProperty("text").GetString()!);
}
