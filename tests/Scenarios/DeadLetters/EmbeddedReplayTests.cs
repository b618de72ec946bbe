using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sagas.Contracts;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>In the embedded world a dead letter is a parked row; operators see no difference.</summary>
public sealed class EmbeddedReplayTests(EmbeddedWorld world) : ScenarioTests<EmbeddedWorld>(world)
{
    /// <summary>Twice as long as the service may drain.</summary>
    static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(60);

    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings) =>
        // The service is stopped in the middle of its work here, and goes on with what was lost after that long.
        settings["Timeouts:Step"] = "00:00:05";

    string Database => $"Data Source={Path.Combine(World.Settings["DataPath"], "sagas.db")};Pooling=False";

    [Fact]
    public async Task Parked_Work_IsListedShownReplayedAndLinkedBothWays()
    {
        var root = await Tree();
        var (key, letter) = await Dead(root);
        var id = letter.Text("id");

        Assert.Equal(
            ("EnqueueSemantic", "enqueue-semantic", "parked", key),
            (letter.Text("message_type"), letter.Text("queue"), letter.Text("cause"), letter.Text("transaction_id")));
        var list = await Cli.Run(World, "dlq", "list");
        Assert.Contains(id, list.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 dead letters\n", list.Out, StringComparison.Ordinal);
        Assert.Contains($"1 x\t{letter.Text("group")}", list.Out, StringComparison.Ordinal);
        Assert.Contains(id, (await Cli.Run(World, "tx", "show", key)).Out, StringComparison.Ordinal);
        var shown = await Cli.Run(World, "dlq", "show", id);
        Assert.Contains(key, shown.Out, StringComparison.Ordinal);
        Assert.Contains("before-ledger", shown.Out, StringComparison.Ordinal);
        var content = (await Client.Get($"api/v1/dead-letters/{id}")).Result;
        Assert.Contains($"{root}/page", content.Text("body"), StringComparison.Ordinal);

        var replayed = await Cli.Run(World, "dlq", "replay", id, "--reason", "The model is back.");

        Assert.True(replayed.Exit == 0, replayed.Error);
        Assert.Contains("work that follows its end", replayed.Out, StringComparison.Ordinal);
        await Invariant.Holds(World);
        Assert.True(StateOf(root).Entries.ContainsKey("/page/ropes.md#2"));
        Assert.Empty(await Client.DeadLetters());
        var audit = (await Client.Get("api/v1/dead-letters/actions?limit=2")).Result.EnumerateArray().ToList();
        Assert.Equal(["replayed", "requested"], audit.Select(line => line.Text("result")));
        Assert.Equal(("The model is back.", id), (audit[1].Text("why"), audit[1].Text("letter_id")));
    }

    [Fact]
    public async Task Parked_ReplayedTwice_IsGoneTheSecondTime()
    {
        var root = await Tree();
        var id = (await Dead(root)).Letter.Text("id");

        Assert.Equal(200, (await Client.Post($"api/v1/dead-letters/{id}/replay", new { })).Status);
        var again = await Client.Post($"api/v1/dead-letters/{id}/replay", new { });

        Assert.Equal((404, ErrorCode.NotFound), (again.Status, again.Code));
        Assert.Equal(1, (await Cli.Run(World, "dlq", "replay", id)).Exit);
        await Invariant.Holds(World);
        Assert.True(StateOf(root).Entries.ContainsKey("/page/ropes.md#2"));
    }

    [Fact]
    public async Task Parked_Discarded_IsNeverDoneAndIsInTheAudit()
    {
        var root = await Tree();
        var (_, letter) = await Dead(root);
        var id = letter.Text("id");

        Assert.Equal(2, (await Cli.Run(World, "dlq", "discard", id)).Exit);
        Assert.Equal(400, (await Client.Post($"api/v1/dead-letters/{id}/discard", new { })).Status);
        var discarded = await Cli.Run(
            World, "dlq", "discard", "--group", letter.Text("group"), "--reason", "The page goes anyway.");

        Assert.True(discarded.Exit == 0, discarded.Error);
        Assert.Empty(await Client.DeadLetters());
        var audit = (await Client.Get("api/v1/dead-letters/actions?limit=1")).Result.EnumerateArray().Single();
        Assert.Equal(
            ("discard", "discarded", id), (audit.Text("action"), audit.Text("result"), audit.Text("letter_id")));
        // As promised: other scenarios want stores that agree.
        Assert.Equal(200, (await Client.Remove($"{root}/page", recursive: true)).Status);
        await Invariant.Holds(World);
    }

    /// <summary>A page whose indexing has failed, as it is after the last of its attempts.</summary>
    async Task<(string Key, JsonElement Letter)> Dead(string root)
    {
        World.Faults.Arm("enqueue-semantic.before-ledger=throw");
        var key = NewKey();
        var page = new Dictionary<string, string> { ["ropes.md"] = "Ropes are made of hemp.\n" };
        var upload = await Client.Upload(page);
        await Client.Add(upload, $"{root}/page", wait: false, key: key);
        await Eventually.Holds(
            "its first attempt failed", () => Task.FromResult(Change(key, "attempts = attempts") > 0));
        // The others are minutes apart: nobody waits for them here.
        Assert.Equal(0, await World.Stop(DrainMax));
        Assert.Equal(1, Change(key, "attempts = 8, parked = 1"));
        await World.Restart();
        return (key, Assert.Single(await Client.DeadLetters()));
    }

    /// <summary>Changes the row of the transaction's work when it has failed; how many that are.</summary>
    int Change(string key, string how)
    {
        using var connection = new SqliteConnection(Database);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            UPDATE outbox SET {how} WHERE destination = 'exchange:enqueue-semantic' AND attempts > 0
                AND instr(body, CAST($key AS BLOB)) > 0
            """;
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteNonQuery();
    }
}
