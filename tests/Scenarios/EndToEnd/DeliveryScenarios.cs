using System.Text.Json;
using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Commands and post-actions that come twice, late, or just before a crash.</summary>
public abstract class DeliveryScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    [Fact]
    public async Task Key_SentTwice_IsOneTransaction()
    {
        var root = await Tree();
        var key = NewKey();

        var both = await Task.WhenAll(
            Client.Move($"{root}/docs", $"{root}/archive", key: key),
            Client.Move($"{root}/docs", $"{root}/archive", key: key));
        var late = await Client.Move($"{root}/docs", $"{root}/archive", key: key);

        Assert.All(both.Append(late), answer => Assert.Equal((200, key), (answer.Status, answer.TransactionId)));
        await Invariant.Holds(World);
        Assert.Single(await Transactions("mv", root));
    }

    [Fact]
    public async Task Crash_AfterAcceptance_KeepsTheCommand()
    {
        var root = await Tree();
        var key = NewKey();
        World.Faults.Arm("outbox.before-send=kill");

        Assert.Null(await Ended(Client.Move($"{root}/docs", $"{root}/archive", key: key)));
        await World.RestartAfterDeath();

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.True(StateOf(root).Tree.ContainsKey("archive/guide.md"));
    }

    [Fact]
    public async Task PostAction_ServiceDiesBeforeIt_HappensAfterTheCommit()
    {
        var root = await Tree();
        var upload = await Client.Upload(Page);
        var key = NewKey();
        World.Faults.Arm("enqueue-semantic.before-send=stall");

        var added = await Client.Add(upload, $"{root}/page", wait: false, key: key);

        Assert.Equal(200, added.Status);
        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        Assert.True(StateOf(root).Tree.ContainsKey("page/ropes.md"));
        Assert.False(StateOf(root).Entries.ContainsKey("/page/ropes.md#2"));
        await World.Restart();
        await Invariant.Holds(World);
        Assert.True(StateOf(root).Entries.ContainsKey("/page/ropes.md#2"));
    }

    [Fact]
    public async Task PostAction_Redelivered_HasItsEffectOnce()
    {
        var root = await Tree();
        var upload = await Client.Upload(Page);
        World.Faults.Arm("enqueue-semantic.before-ledger=kill");

        await Ended(Client.Add(upload, $"{root}/page", wait: false));
        await World.RestartAfterDeath();

        await Invariant.Holds(World);
        Assert.True(StateOf(root).Entries.ContainsKey("/page/ropes.md#2"));
        Assert.Single(await Transactions("index", $"{root}/page"));
    }

    [Fact]
    public async Task Index_FaultedAndTheProcessDied_IsMadeAnewByItself()
    {
        var root = await Tree();
        var upload = await Client.Upload(Page);
        World.Faults.Arm("upsert-entries.execute.before-effect=throw");
        Assert.Equal(200, (await Client.Add(upload, $"{root}/page")).Status);
        await Eventually.Holds(
            "it will be made anew", () => Task.FromResult(World.Stores.SecondAttempts().Count > 0));
        Assert.False(StateOf(root).Entries.ContainsKey("/page/ropes.md#2"));

        await World.Restart();

        await Eventually.Holds(
            "the page is indexed",
            () => Task.FromResult(World.Stores.Entries(root).ContainsKey("/page/ropes.md#2")));
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Move_OfWhatIsNotIndexedYet_IsIndexedAtItsNewPlace()
    {
        var root = await Tree();
        var upload = await Client.Upload(Page);
        World.Faults.Arm("enqueue-semantic.before-send=stall");
        Assert.Equal(200, (await Client.Add(upload, $"{root}/page", wait: false)).Status);
        await Eventually.Holds(
            "the page is there", () => Task.FromResult(StateOf(root).Tree.ContainsKey("page/ropes.md")));

        var moved = await Client.Move($"{root}/page", $"{root}/shelf/page");

        Assert.Equal(200, moved.Status);
        await World.Restart();
        await Invariant.Holds(World);
        Assert.True(StateOf(root).Entries.ContainsKey("/shelf/page/ropes.md#2"));
    }

    static Dictionary<string, string> Page => new() { ["ropes.md"] = "Ropes are made of hemp.\n" };

    async Task<List<JsonElement>> Transactions(string operation, string uri) =>
        [.. (await Client.Get(
            $"api/v1/transactions?operation={operation}&limit=1000&uri={Uri.EscapeDataString(uri)}"))
            .Result.GetProperty("items").EnumerateArray()];
}
