using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>The definitions on a fresh node: what each user may do, and what it may not, by real connections.</summary>
public sealed class TopologyTests(UpBroker broker) : IClassFixture<UpBroker>
{
    const string Service = "sagas-service";
    const string Producer = "sagas-producer";
    const string Operator = "sagas-operator";
    const string DeadLetters = "sagas.dead-letters";
    const string Command = "move-resource";
    const string Queue = "a-command";
    const ushort AccessRefused = 403;

    static readonly Dictionary<string, Func<IChannel, Task>> Acts = new()
    {
        ["publish to a command"] = c => Publish(c, Command, ""),
        ["publish to a step"] = c => Publish(c, "a-step", ""),
        ["publish to the dead letters"] = c => Publish(c, DeadLetters, ""),
        ["publish to any queue"] = c => Publish(c, "", "a-step"),
        ["publish as the broker"] = c => Publish(c, "amq.fanout", ""),
        ["declare a queue"] = c => c.QueueDeclareAsync("of-my-own", durable: true, exclusive: false, autoDelete: true),
        ["declare a private queue"] = c => c.QueueDeclareAsync(),
        ["declare an exchange"] = c => c.ExchangeDeclareAsync("of-my-own", "fanout", autoDelete: true),
        ["delete a queue"] = c => c.QueueDeleteAsync("a-step"),
        ["purge a queue"] = c => c.QueuePurgeAsync("a-step"),
        ["bind a queue"] = c => c.QueueBindAsync("a-step", Command, ""),
        ["read a command"] = c => c.BasicGetAsync(Queue, autoAck: false),
        ["consume a command"] = c => c.BasicConsumeAsync(Queue, false, new AsyncEventingBasicConsumer(c)),
        ["read a dead letter"] = c => c.BasicGetAsync(DeadLetters, autoAck: false),
        ["delete the dead letters"] = c => c.QueueDeleteAsync(DeadLetters),
        ["get an answer"] = c => c.BasicConsumeAsync(
            "amq.rabbitmq.reply-to", true, new AsyncEventingBasicConsumer(c)),
    };

    static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Producer] = ["publish to a command", "get an answer"],
        [Operator] = ["read a dead letter", "get an answer"],
    };

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Rights =>
        [.. new[] { Producer, Operator }.SelectMany(user => Acts.Keys.Select(act => (user, act)))];

    [Theory]
    [MemberData(nameof(Rights))]
    public async Task User_MayDoWhatItMust_AndNothingElse(string user, string act)
    {
        await DeclareAsTheServiceDoes();
        await using var connection = await broker.Connect(user);
        await using var channel = await Channel(connection);

        if (Allowed[user].Contains(act))
            await Acts[act](channel);
        else
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Acts[act](channel));
            Assert.Equal(AccessRefused, channel.CloseReason?.ReplyCode);
        }
    }

    [Theory]
    [InlineData(Operator, HttpStatusCode.OK)]
    [InlineData(Producer, HttpStatusCode.Unauthorized)]
    [InlineData(Service, HttpStatusCode.Unauthorized)]
    public async Task Management_IsForTheOperator(string user, HttpStatusCode expected)
    {
        using var http = Management(user);
        using var queues = await http.GetAsync("api/queues/sagas", Cancelled);
        Assert.Equal(expected, queues.StatusCode);
    }

    [Theory]
    [InlineData("api/policies/sagas/mine", """{"pattern":".*","definition":{"message-ttl":1}}""")]
    [InlineData("api/users/mine", """{"password":"x","tags":"administrator"}""")]
    [InlineData("api/queues/sagas/of-my-own", """{"durable":true}""")]
    public async Task Management_OperatorChangesNothing(string path, string body)
    {
        using var http = Management(Operator);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(path, content, Cancelled);
        Assert.False(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    [Theory]
    [InlineData("guest", "guest")]
    [InlineData("sagas", "sagas")]
    [InlineData(Service, "wrong-password")]
    public async Task User_Unknown_IsRefused(string user, string password) => await Assert.ThrowsAnyAsync<Exception>(
        () => broker.Connect(user, password));

    [Fact]
    public async Task Definitions_AsCommitted_AreImportedAndNobodyCanLogIn()
    {
        var committed = Path.Combine(Testing.Tidy.RepositoryRoot.Path, "infra/rabbitmq/definitions.json");
        await broker.Control("import_definitions", committed);
        try
        {
            await Eventually.Holds("the password is gone", async () => !await CanLogIn(Service));
            await Assert.ThrowsAnyAsync<Exception>(() => broker.Connect(Service, ""));
        }
        finally
        {
            await broker.Control("import_definitions", Path.Combine(broker.Folder, "definitions.json"));
            await Eventually.Holds("it is back", () => CanLogIn(Service));
        }
    }

    [Fact]
    public async Task Policy_RejectedOrGivenBackTooOften_IsADeadLetter()
    {
        await DeclareAsTheServiceDoes();
        await using var connection = await broker.Connect(Service);
        await using var channel = await Channel(connection);
        await channel.QueuePurgeAsync(DeadLetters, Cancelled);
        await Publish(channel, "", "a-step", "rejected");
        await channel.BasicRejectAsync((await Next(channel, "a-step")).DeliveryTag, requeue: false, Cancelled);

        Assert.Equal("rejected", await DeathOf(channel));

        await Publish(channel, "", "a-step", "given back");
        while (await channel.MessageCountAsync(DeadLetters, Cancelled) == 0)
        {
            if (await channel.BasicGetAsync("a-step", autoAck: false, Cancelled) is { } again)
                await channel.BasicRejectAsync(again.DeliveryTag, requeue: true, Cancelled);
        }
        Assert.Equal("delivery_limit", await DeathOf(channel));
    }

    [Fact]
    public async Task Service_OverTlsWithItsOwnUser_RunsOnReplicatedQueues()
    {
        await using var world = new UpWorld(broker);
        await world.Start();

        Assert.Equal(200, (await world.Client.MakeDirectory("viking://resources/safe")).Status);
        await Eventually.Holds("the broker is ok", async () => (await world.Client.Get("ready")).Body
            .GetProperty("checks").GetProperty("rabbitmq").GetString() == "ok");
        var queues = (await broker.Control(
            "list_queues", "--quiet", "--no-table-headers", "-p", "sagas", "name", "type", "policy"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var named = queues.Where(line => line.Contains("\tquorum\t", StringComparison.Ordinal)).ToList();
        Assert.True(named.Count > 15, string.Join('\n', queues));
        Assert.All(named, line => Assert.True(
            line.StartsWith(DeadLetters, StringComparison.Ordinal)
            || line.EndsWith("\tcommands-and-steps", StringComparison.Ordinal), line));
        await Invariant.Holds(world);
    }

    [Fact]
    public async Task UpAndDown_AgainAndAgain_KeepWhatTheyHave()
    {
        await DeclareAsTheServiceDoes();
        await using (var connection = await broker.Connect(Service))
        {
            await using var channel = await Channel(connection);
            await channel.QueuePurgeAsync(Queue, Cancelled);
            await Publish(channel, Command, "", "kept");
        }
        var password = broker.PasswordOf(Service);

        Assert.Contains("runs already", await broker.Up(), StringComparison.Ordinal);
        var other = BrokerNode.NewFolder();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => BrokerNode.Script("infra/up.sh", [.. broker.Ports(), "--folder", other]));
        Assert.Contains($"port {broker.Port} (AMQP) is taken", refused.Message, StringComparison.Ordinal);
        Directory.Delete(other, recursive: true);
        await broker.Down();
        Assert.Contains("stopped", await broker.Down(), StringComparison.Ordinal);
        await broker.Up();

        Assert.Equal(password, broker.PasswordOf(Service));
        await using var again = await broker.Connect(Service);
        await using var reader = await Channel(again);
        Assert.Equal("kept", Encoding.UTF8.GetString((await Next(reader, Queue)).Body.Span));
    }

    /// <summary>An exchange and a queue of the same name for a command and for a step, as MassTransit does.</summary>
    async Task DeclareAsTheServiceDoes()
    {
        await using var connection = await broker.Connect(Service);
        await using var channel = await Channel(connection);
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        var looks = new Dictionary<string, object?>(quorum) { ["x-delivery-limit"] = 1_000_000_000 };
        await channel.ExchangeDeclareAsync(DeadLetters, "fanout", durable: true);
        await channel.QueueDeclareAsync(DeadLetters, durable: true, exclusive: false, autoDelete: false, looks);
        await channel.QueueBindAsync(DeadLetters, DeadLetters, "");
        // Not by the command's own name: the service declares that queue, with arguments of its own.
        foreach (var (queue, exchange) in new[] { (Queue, Command), ("a-step", "a-step") })
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, quorum);
            await channel.ExchangeDeclareAsync(exchange, "fanout", durable: true);
            await channel.QueueBindAsync(queue, exchange, "");
        }
    }

    async Task<bool> CanLogIn(string user)
    {
        try
        {
            await using var connection = await broker.Connect(user);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.BrokerUnreachableException)
        {
            return false;
        }
    }

    HttpClient Management(string user)
    {
        var token = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{broker.PasswordOf(user)}"));
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{broker.ManagementPort}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", token);
        return http;
    }

    static Task<IChannel> Channel(IConnection connection) => connection.CreateChannelAsync(new CreateChannelOptions(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));

    static Task Publish(IChannel channel, string exchange, string key, string body = "{}") => channel
        .BasicPublishAsync(exchange, key, mandatory: false, new BasicProperties { Persistent = true },
            Encoding.UTF8.GetBytes(body)).AsTask();

    static Task<BasicGetResult> Next(IChannel channel, string queue) => Eventually.Find(
        $"a message in {queue}", () => channel.BasicGetAsync(queue, autoAck: false));

    static async Task<string> DeathOf(IChannel channel)
    {
        var dead = await Next(channel, DeadLetters);
        await channel.BasicAckAsync(dead.DeliveryTag, multiple: false);
        var deaths = (List<object>)dead.BasicProperties.Headers!["x-death"]!;
        return Encoding.UTF8.GetString((byte[])((Dictionary<string, object>)deaths[0])["reason"]);
    }

    /// <summary>The service as up.sh tells to start it, with the scale profile's queues.</summary>
    sealed class UpWorld : World
    {
        public UpWorld(UpBroker broker)
        {
            foreach (var line in File.ReadAllLines(Path.Combine(broker.Folder, "service.env")))
            {
                var pair = line.Split('=', 2);
                Settings[pair[0]["Sagas__".Length..].Replace("__", ":", StringComparison.Ordinal)] =
                    pair[1].Trim('\'');
            }
            Settings["RabbitMq:QuorumQueues"] = "true";
        }
    }
}
