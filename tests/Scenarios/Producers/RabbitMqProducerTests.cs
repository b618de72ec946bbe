using System.Text;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.Scenarios.DeadLetters;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Producers;

/// <summary>Commands from producers in any language, and what becomes of those that nobody can read.</summary>
public sealed class RabbitMqProducerTests(RabbitMqWorld world) : ScenarioTests<RabbitMqWorld>(world)
{
    const string DeadLetters = "sagas.dead-letters";

    [Fact]
    public async Task PlainJson_Move_IsATransaction()
    {
        var root = await Tree();
        var key = NewKey();
        await using var producer = await Producer.Connect(World);

        await producer.Send("move-resource", Move(root, key));

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.True(StateOf(root).Tree.ContainsKey("archive/guide.md"));
    }

    [Fact]
    public async Task PlainJson_EachCommand_IsATransaction()
    {
        var root = await Tree();
        await using var producer = await Producer.Connect(World);
        var (add, make, remove) = (NewKey(), NewKey(), NewKey());

        await producer.Send("add-resource", Json(new
        {
            transactionId = add,
            content = "Ropes are made of hemp.\n",
            name = "ropes.md",
            to = $"{root}/page",
        }));
        await producer.Send("make-directory", Json(new { transactionId = make, uri = $"{root}/made" }));
        await producer.Send("remove-resource", Json(new
        {
            transactionId = remove,
            uri = $"{root}/docs",
            recursive = true,
            waitSeconds = 5,
            account = "default",
            user = "default",
        }));

        foreach (var key in new[] { add, make, remove })
            Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.Equal(
            (true, true, false),
            (StateOf(root).Tree.ContainsKey("page/ropes.md"), StateOf(root).Tree.ContainsKey("made"),
                StateOf(root).Tree.ContainsKey("docs")));
    }

    [Fact]
    public async Task PlainJson_SentTwice_IsOneTransaction()
    {
        var root = await Tree();
        var key = NewKey();
        await using var producer = await Producer.Connect(World);

        await producer.Send("move-resource", Move(root, key));
        await producer.Send("move-resource", Move(root, key));

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.True(StateOf(root).Tree.ContainsKey("archive/guide.md"));
    }

    [Fact]
    public async Task PlainJson_WithoutId_IsStamped()
    {
        var root = await Tree();
        await using var producer = await Producer.Connect(World);

        await producer.Send("make-directory", Json(new { uri = $"{root}/stamped" }));

        await Eventually.Holds("the directory is there", () =>
            Task.FromResult(StateOf(root).Tree.ContainsKey("stamped")));
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Envelope_Move_IsATransaction()
    {
        var root = await Tree();
        var key = NewKey();
        await using var producer = await Producer.Connect(World);

        await producer.Send("move-resource", Json(new
        {
            messageId = NewKey(),
            messageType = new[] { "urn:message:Sagas.Contracts:MoveResource" },
            message = JsonDocument.Parse(Move(root, key)).RootElement,
        }), "application/vnd.masstransit+json");

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task PlainJson_IllegalUri_IsARejectedTransaction()
    {
        var key = NewKey();
        await using var producer = await Producer.Connect(World);

        await producer.Send("remove-resource", Json(new { transactionId = key, uri = "viking://resources/../x" }));

        Assert.Equal(TransactionOutcome.Rejected, await OutcomeOf(key));
        await Invariant.Holds(World);
    }

    [Theory]
    [InlineData("""{"source":"viking://resources/a", """)]
    [InlineData("not json at all")]
    [InlineData("[1,2]")]
    [InlineData("""{"source":{}}""")]
    [InlineData("""{"sauce":"viking://resources/a"}""")]
    public async Task Body_ThatNobodyCanRead_IsADeadLetter(string body)
    {
        await using var producer = await Producer.Connect(World);
        await producer.Declare(DeadLetters);

        await producer.Send("move-resource", body);

        var (kept, properties) = await producer.Next(DeadLetters);
        Assert.Equal(body, kept);
        var reason = properties.Headers!["MT-Fault-Message"];
        Assert.NotEmpty(reason is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{reason}");
    }

    [Theory]
    [InlineData("TransactionCommitted", "docs", new string[0])]
    [InlineData("TransactionReleased", "docs", new string[0])]
    [InlineData("TransactionRolledBack", "nowhere", new string[0])]
    [InlineData("TransactionRejected", "../docs", new string[0])]
    [InlineData("TransactionSuspended", "docs", new[]
    {
        "move-tree.execute.before-reply=throw", "move-tree.undo.before-effect=throw",
    })]
    public async Task Events_AreSeenByAForeignConsumer_EachOnItsExchange(string name, string source, string[] faults)
    {
        var root = await Tree();
        var key = NewKey();
        await using var producer = await Producer.Connect(World);
        var queue = await producer.Follow($"Sagas.Contracts:{name}");
        World.Faults.Arm(faults);

        await producer.Send("move-resource", Move(root, key, source));

        var (body, properties) = await producer.Next(queue);
        World.Faults.Arm();
        Assert.Equal("application/vnd.masstransit+json", properties.ContentType);
        var envelope = JsonDocument.Parse(body).RootElement;
        Assert.Contains(
            $"urn:message:Sagas.Contracts:{name}",
            envelope.GetProperty("messageType").EnumerateArray().Select(type => type.GetString()));
        var told = envelope.GetProperty("message");
        Assert.Equal(
            (key, "mv", "default"), (told.Text("transactionId"), told.Text("operation"), told.Text("account")));
        Assert.Equal(
            [$"{root}/{source}", $"{root}/archive"],
            told.GetProperty("uris").EnumerateArray().Select(uri => uri.GetString()));
        Assert.Equal(
            name is "TransactionCommitted" or "TransactionReleased",
            !told.TryGetProperty("reason", out var reason) || reason.ValueKind == JsonValueKind.Null);
        await OutcomeOf(key);
        await Invariant.Holds(World);
    }

    static string Move(string root, string key, string source = "docs") => Json(new
    {
        transactionId = key,
        source = $"{root}/{source}",
        destination = $"{root}/archive",
    });

    static string Json(object value) => JsonSerializer.Serialize(value);
}
