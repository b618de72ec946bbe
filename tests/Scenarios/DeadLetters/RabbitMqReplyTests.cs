using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using Sagas.Contracts;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;
using Sagas.Testing.Tidy;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>Producers that know nothing but AMQP are answered.</summary>
public sealed class RabbitMqReplyTests(RabbitMqWorld world) : ScenarioTests<RabbitMqWorld>(world)
{
    const string Python = "/usr/bin/python3";

    static readonly string Examples = Path.Combine(RepositoryRoot.Path, "infra", "examples");

    [Theory]
    [InlineData("viking://resources/reply-a", TransactionOutcome.Committed, "req-42 & more=ü")]
    [InlineData("viking://resources/../x", TransactionOutcome.Rejected, "0197f3a0-5b1c-7c54-9d57-2f1f3b1c9a10")]
    public async Task ReplyTo_PlainJson_GetsTheOutcome(string uri, string outcome, string correlation)
    {
        var key = NewKey();
        await using var caller = await Caller.Connect(World);

        await caller.Send("make-directory", new { transactionId = key, uri }, correlation);

        var (reply, properties) = await caller.Next();
        Assert.Equal((key, outcome), (reply.Text("transactionId"), reply.Text("outcome")));
        Assert.Equal(
            (correlation, "application/json"), (properties.CorrelationId, properties.ContentType?.Split(';')[0]));
        Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);
        Assert.Empty(await Client.DeadLetters());
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task ReplyTo_SameCommandAfterTheEnd_IsAnsweredAgain()
    {
        var key = NewKey();
        var command = new { transactionId = key, uri = "viking://resources/reply-b" };
        await using (var first = await Caller.Connect(World))
        {
            await first.Send("make-directory", command, "one");
            await first.Next();
        }
        await using var second = await Caller.Connect(World);

        await second.Send("make-directory", command, "two");

        var (reply, properties) = await second.Next();
        Assert.Equal((TransactionOutcome.Committed, "two"), (reply.Text("outcome"), properties.CorrelationId));
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task ReplyTo_QueueHasGone_HarmsNobody()
    {
        var key = NewKey();
        await using (var caller = await Caller.Connect(World))
            await caller.Send("make-directory", new { transactionId = key, uri = "viking://resources/reply-c" }, "x");

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.Empty(await Client.DeadLetters());
    }

    [Theory]
    [InlineData("http://somewhere/answers", "a")]
    [InlineData("loopback://localhost/answers", "b")]
    [InlineData("queue:not%20a%20name", "c")]
    [InlineData("queue:two/segments", "d")]
    [InlineData("reply:?x=1", "e")]
    public async Task ResponseAddress_MeansNothingHere_TheCommandIsDone(string address, string name)
    {
        var key = NewKey();
        await using var caller = await Caller.Connect(World);

        await caller.SendEnvelope(
            "make-directory", new { transactionId = key, uri = $"viking://resources/nowhere-{name}" },
            "urn:message:Sagas.Contracts:MakeDirectory", address);

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.Empty(await Client.DeadLetters());
    }

    [Fact]
    public async Task ReplyTo_ServiceDiesBeforeItAnswers_IsAnsweredAfterwards()
    {
        var key = NewKey();
        await using var caller = await Caller.Connect(World);
        World.Faults.Arm("create-directory.execute.before-reply=kill");

        await caller.Send("make-directory", new { transactionId = key, uri = "viking://resources/reply-d" }, "late");
        await World.RestartAfterDeath();

        var (reply, properties) = await caller.Next();
        Assert.Equal((key, "late"), (reply.Text("transactionId"), properties.CorrelationId));
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Example_Python_SendsAndPrintsTheOutcome()
    {
        Assert.SkipUnless(await Works(Python, "-c", "import pika"), "no python3-pika: infra/test.sh installs it");
        await Example(Python, Path.Combine(Examples, "python", "send_command.py"), "python");
    }

    [Fact]
    public async Task Example_Node_SendsAndPrintsTheOutcome()
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Examples, "node", "node_modules")), "no amqplib: infra/test.sh installs it");
        await Example("node", Path.Combine(Examples, "node", "send-command.mjs"), "node");
    }

    async Task Example(string program, string script, string name)
    {
        var good = await Run(program, script, "make-directory", $$"""{"uri":"viking://resources/{{name}}/made"}""");
        Assert.Equal((0, ""), (good.Exit, good.Error));
        Assert.Equal(TransactionOutcome.Committed, JsonDocument.Parse(good.Out).RootElement.Text("outcome"));
        var refused = await Run(program, script, "remove-resource", """{"uri":"viking://resources"}""");
        Assert.Equal(1, refused.Exit);
        Assert.Equal(TransactionOutcome.Rejected, JsonDocument.Parse(refused.Out).RootElement.Text("outcome"));
        await Invariant.Holds(World);
        Assert.True(World.Stores.Tree($"viking://resources/{name}").ContainsKey("made"));
    }

    async Task<(int Exit, string Out, string Error)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var virtualHost = Uri.EscapeDataString(World.Settings["RabbitMq:VirtualHost"]);
        start.Environment["AMQP_URL"] =
            $"amqp://{Broker.User}:{Broker.Password}@{Broker.Host}:{Broker.Port}/{virtualHost}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }

    async Task<bool> Works(string program, params string[] arguments) =>
        File.Exists(program) && (await Run(program, arguments)).Exit == 0;

    /// <summary>A producer with a queue of its own for the answers.</summary>
    sealed class Caller(IConnection connection, IChannel channel, string replies) : IAsyncDisposable
    {
        public static async Task<Caller> Connect(RabbitMqWorld world)
        {
            var connection = await world.Connect();
            var channel = await Broker.Confirming(connection);
            var replies = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true);
            return new Caller(connection, channel, replies.QueueName);
        }

        public async Task Send(string queue, object command, string correlation) => await channel.BasicPublishAsync(
            "", queue, mandatory: true,
            new BasicProperties
            {
                ContentType = "application/json",
                DeliveryMode = DeliveryModes.Persistent,
                ReplyTo = replies,
                CorrelationId = correlation,
            },
            JsonSerializer.SerializeToUtf8Bytes(command));

        public async Task SendEnvelope(string queue, object command, string type, string responseAddress) =>
            await channel.BasicPublishAsync(
                "", queue, mandatory: true,
                new BasicProperties
                {
                    ContentType = "application/vnd.masstransit+json",
                    DeliveryMode = DeliveryModes.Persistent,
                },
                JsonSerializer.SerializeToUtf8Bytes(new
                {
                    messageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                    responseAddress,
                    messageType = new[] { type },
                    message = command,
                }));

        public async Task<(JsonElement Reply, IReadOnlyBasicProperties Properties)> Next()
        {
            var got = await Eventually.Find("an answer", () => channel.BasicGetAsync(replies, autoAck: true));
            return (JsonDocument.Parse(Encoding.UTF8.GetString(got.Body.Span)).RootElement, got.BasicProperties);
        }

        public async ValueTask DisposeAsync()
        {
            await channel.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
