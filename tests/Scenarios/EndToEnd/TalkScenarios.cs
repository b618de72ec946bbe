using System.Text.Json;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Many talk in one session while others commit it.</summary>
public abstract class TalkScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    const int Clients = 50;
    const int Committers = 10;

    [Fact]
    public async Task Commit_WhileFiftyClientsTalk_EveryMessageIsInExactlyOnePlace()
    {
        var committing = Task.WhenAll(Enumerable.Range(0, Committers).Select(_ => CommitOnce()));
        var said = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => TalkUntil(committing, client)));
        await committing;
        await Invariant.Holds(World);

        var tree = World.Stores.Tree("viking://user/default/sessions/talk");
        var places = tree.Where(x => x.Key.EndsWith("messages.jsonl", StringComparison.Ordinal)).ToList();
        var found = places.SelectMany(x => Texts(x.Value)).Order(StringComparer.Ordinal);
        Assert.Equal(said.SelectMany(texts => texts).Order(StringComparer.Ordinal), found);
        Assert.Equal(Committers, places.Count - 1);
        Assert.Equal(Committers, tree.Keys.Count(key => key.EndsWith("/.done", StringComparison.Ordinal)));
    }

    async Task<List<string>> TalkUntil(Task committing, int client)
    {
        var said = new List<string>();
        do
        {
            said.Add(Text(client, said.Count));
            var answer = await Client.Post(
                "api/v1/sessions/talk/messages", new { role = "user", content = said[^1] });
            Assert.True(answer.Status == 200, answer.ToString());
        }
        while (!committing.IsCompleted);
        return said;
    }

    /// <summary>Until it has archived something: the session comes into being with its first message, and another
    /// commit may have been faster.</summary>
    async Task CommitOnce()
    {
        for (var archived = false; !archived;)
        {
            var answer = await Client.Commit("talk");
            Assert.True(answer.Status is 200 or 404, answer.ToString());
            archived = answer.Status == 200 && answer.Result.GetProperty("archived").GetBoolean();
        }
    }

    static string Text(int client, int n) => FormattableString.Invariant($"client {client:00} says {n}");

    static IEnumerable<string> Texts(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("parts")[0].GetProperty("text").GetString()!);
}
