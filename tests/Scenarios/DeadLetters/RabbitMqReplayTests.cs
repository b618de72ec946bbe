using System.Text.Json;
using RabbitMQ.Client;
using Sagas.Contracts;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>Operators send dead letters back, through HTTP and the command line.</summary>
public sealed class RabbitMqReplayTests(RabbitMqWorld world) : ScenarioTests<RabbitMqWorld>(world)
{
    [Fact]
    public async Task Replay_OfWorkAfterACommit_DoesItAndTheTwoKnowEachOther()
    {
        var root = await Tree();
        await Client.Clear();
        World.Faults.Arm("enqueue-semantic.before-ledger=throw");
        var key = NewKey();
        var upload = await Client.Upload(new Dictionary<string, string> { ["ropes.md"] = "Ropes are made of hemp.\n" });
        await Client.Add(upload, $"{root}/page", wait: false, key: key);
        var letter = (JsonElement)await Eventually.Find<object>("the letter", async () =>
            await Client.DeadLetters($"&transaction_id={key}") is [var one] ? one : null);
        World.Faults.Arm();

        Assert.Equal(
            ("EnqueueSemantic", "enqueue-semantic", key),
            (letter.Text("message_type"), letter.Text("queue"), letter.Text("transaction_id")));
        Assert.Contains(letter.Text("id"), (await Cli.Run(World, "tx", "show", key)).Out, StringComparison.Ordinal);
        Assert.Contains(key, (await Cli.Run(World, "dlq", "show", letter.Text("id"))).Out, StringComparison.Ordinal);
        var replayed = await Cli.Run(World, "dlq", "replay", letter.Text("id"), "--reason", "The model is back.");

        Assert.True(replayed.Exit == 0, replayed.Error);
        Assert.Contains("work that follows its end", replayed.Out, StringComparison.Ordinal);
        await AllIsTaken();
        Assert.Empty(await Client.DeadLetters($"&transaction_id={key}"));
        Assert.True(StateOf(root).Entries.ContainsKey("/page/ropes.md#2"));
        var audit = (await Client.Get("api/v1/dead-letters/actions?limit=2")).Result.EnumerateArray().ToList();
        Assert.Equal(["replayed", "requested"], audit.Select(line => line.Text("result")));
        Assert.Equal(
            ("default/default", "The model is back.", letter.Text("id")),
            (audit[1].Text("by"), audit[1].Text("why"), audit[1].Text("letter_id")));
    }

    [Fact]
    public async Task Replay_TransactionHasEnded_ChangesNothingAndSaysSo()
    {
        await Client.Clear();
        var root = await Tree();
        var key = NewKey();
        await Client.Move($"{root}/docs", $"{root}/archive", key: key);
        await Client.Move($"{root}/archive", $"{root}/docs");
        await Invariant.Holds(World);
        var before = Documents(root);
        await Put(
            "move-resource", new { transactionId = key, source = $"{root}/docs", destination = $"{root}/archive" });

        var id = Assert.Single(await Client.DeadLetters(1)).Text("id");
        var answer = await Client.Post($"api/v1/dead-letters/{id}/replay", new { });

        Assert.Equal("replayed", answer.Result.Text("result"));
        Assert.Equal(key, answer.Result.Text("transaction_id"));
        Assert.Contains("has ended (committed): the message changes nothing", answer.Result.Text("note"),
            StringComparison.Ordinal);
        await AllIsTaken();
        Assert.Equal(before, Documents(root));
    }

    /// <summary>Without summaries: those of the two moves may still be on their way in the broker.</summary>
    List<KeyValuePair<string, string>> Documents(string root) => StateOf(root).Tree
        .Where(file => !file.Key.Split('/')[^1].StartsWith('.') || file.Key == ".").ToList();

    [Fact]
    public async Task Replay_ServiceDiesBetweenSendingAndForgetting_IsOneTransaction()
    {
        await Client.Clear();
        await Put("make-directory", new { uri = "viking://resources/twice" });
        var id = Assert.Single(await Client.DeadLetters(1)).Text("id");
        World.Faults.Arm("dead-letters.after-resend=kill");

        Assert.Null(await Ended(Client.Post($"api/v1/dead-letters/{id}/replay", new { })));
        await World.RestartAfterDeath();

        Assert.Equal(id, Assert.Single(await Client.DeadLetters(1)).Text("id"));
        var again = await Client.Post($"api/v1/dead-letters/{id}/replay", new { });
        Assert.True(again.Status == 200, again.ToString());
        await AllIsTaken();
        var made = (await Client.Get("api/v1/transactions?operation=mkdir&uri=viking://resources/twice")).Result;
        Assert.Equal("committed", Assert.Single(made.GetProperty("items").EnumerateArray()).Text("outcome"));
        Assert.Empty(await Client.DeadLetters());
    }

    [Fact]
    public async Task Replay_AGroup_IsExactlyWhatWasSeenInOrder()
    {
        await Client.Clear();
        for (var i = 0; i < 20; i++)
            await Put("make-directory", new { transactionId = NewKey(), uri = $"viking://resources/group/{i}" });
        await Put("make-directory", new { sauce = 1 }, "System.Text.Json.JsonException");
        await Client.DeadLetters(21);
        var groups = (await Client.Get("api/v1/dead-letters?limit=0")).Result.GetProperty("groups");
        var seen = groups.EnumerateArray().Single(group => group.GetProperty("count").GetInt32() == 20);
        await Put("make-directory", new { transactionId = NewKey(), uri = "viking://resources/group/late" });
        await Client.DeadLetters(22);

        var late = await Client.Post(
            "api/v1/dead-letters/replay", new { group = seen.Text("group"), fingerprint = seen.Text("fingerprint") });
        Assert.Equal((412, ErrorCode.FailedPrecondition), (late.Status, late.Code));
        var (exit, output, error) = await Cli.Run(
            World, "dlq", "replay", "--group", seen.Text("group"), "--rate", "100");

        Assert.True(exit == 0, error);
        Assert.EndsWith("replay: 21 done, 0 not\n", output, StringComparison.Ordinal);
        Assert.Single(await Client.DeadLetters(1));
        await Client.Clear();
        await AllIsTaken();
        Assert.Equal(21, World.Stores.Tree("viking://resources/group").Count - 1);
    }

    [Fact]
    public async Task Replay_PoisonAgain_IsADeadLetterAgain()
    {
        await Client.Clear();
        await using var producer = await Producers.Producer.Connect(World);
        await producer.Send("move-resource", """{"sauce":1}""");
        var first = Assert.Single(await Client.DeadLetters(1)).Text("id");

        Assert.Equal(200, (await Client.Post($"api/v1/dead-letters/{first}/replay", new { })).Status);

        await Eventually.Holds("it is back", async () =>
            await Client.DeadLetters() is [var letter] && letter.Text("id") != first);
        var second = Assert.Single(await Client.DeadLetters());
        var shown = (await Client.Get($"api/v1/dead-letters/{second.Text("id")}")).Result;
        Assert.Equal(first, shown.GetProperty("headers").Text("Sagas-Replay-Of"));
        Assert.Equal("""{"sauce":1}""", shown.Text("body"));
        var gone = await Client.Post($"api/v1/dead-letters/{first}/replay", new { });
        Assert.Equal((404, ErrorCode.NotFound), (gone.Status, gone.Code));
        await Client.Clear();
    }

    [Fact]
    public async Task Replay_ToAQueueThatHasGone_IsRefusedAndKept()
    {
        await Client.Clear();
        await Put("no-such-queue", new { a = 1 });
        var id = Assert.Single(await Client.DeadLetters(1)).Text("id");

        var answer = await Client.Post($"api/v1/dead-letters/{id}/replay", new { });

        Assert.Equal((412, ErrorCode.FailedPrecondition), (answer.Status, answer.Code));
        Assert.Contains("no queue no-such-queue", answer.Error!.Value.Text("message"), StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single(await Client.DeadLetters()).Text("id"));
        await Client.Clear();
    }

    [Fact]
    public async Task Discard_WithoutAReason_IsRefused()
    {
        await Client.Clear();
        await Put("make-directory", new { sauce = 1 });
        var id = Assert.Single(await Client.DeadLetters(1)).Text("id");

        Assert.Equal(400, (await Client.Post($"api/v1/dead-letters/{id}/discard", new { })).Status);
        Assert.Equal(2, (await Cli.Run(World, "dlq", "discard", id)).Exit);
        Assert.Single(await Client.DeadLetters());
        Assert.Equal(0, (await Cli.Run(World, "dlq", "discard", id, "--reason", "A test.")).Exit);
        Assert.Empty(await Client.DeadLetters());
    }

    /// <summary>What is sent back lies in the broker first, and on no list of the service.</summary>
    async Task AllIsTaken()
    {
        await Broker.IsQuiet(World.Settings["RabbitMq:VirtualHost"]!);
        await Invariant.Holds(World);
    }

    /// <summary>A dead letter as MassTransit would have left it.</summary>
    async Task Put(string queue, object body, string exception = "System.IO.IOException")
    {
        await using var connection = await World.Connect();
        await using var channel = await Broker.Confirming(connection);
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>
            {
                ["MT-Fault-ExceptionType"] = exception,
                ["MT-Fault-Message"] = "The disk is full.",
                ["MT-Fault-Timestamp"] = TimeProvider.System.GetUtcNow().ToString("O"),
                ["MT-Fault-InputAddress"] = $"rabbitmq://localhost/vhost/{queue}",
            },
        };
        await channel.BasicPublishAsync(
            "", "sagas.dead-letters", mandatory: true, properties, JsonSerializer.SerializeToUtf8Bytes(body));
    }
}
