using System.Text;
using RabbitMQ.Client;
using Sagas.Contracts;
using Sagas.Host.DeadLetters;
using Sagas.Host.Options;
using Sagas.Host.Worlds.Broker;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>A producer has the rights of the topology and writes what it likes into its headers.</summary>
public sealed class ForgedLetterTests(UpBroker broker) : IClassFixture<UpBroker>
{
    const string DeadLetters = "sagas.dead-letters";
    const string Command = "make-directory";
    const string Queue = "forged-command";
    const string Step = "forged-step";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_OfWhatExpired_GoesWhereItDiedWhateverItsHeadersSay()
    {
        await using var service = await broker.Connect("sagas-service");
        await using var channel = await Channel(service);
        await Declare(channel);
        await using (var producer = await broker.Connect("sagas-producer"))
        {
            await using var its = await Channel(producer);
            await its.BasicPublishAsync(Command, "", mandatory: false, Forged(), "{\"a\":1}"u8.ToArray(), Cancelled);
        }
        var box = new RabbitMqDeadLetters(
            new BrokerConnections(Options(), certificate: null), new NoFaultPoints(), TimeProvider.System);
        var letter = Assert.Single(await Eventually.Find<IReadOnlyList<Sagas.DeadLetters.DeadLetter>>(
            "the letter", async () => await box.Browse(10, Cancelled) is { Count: > 0 } all ? all : null));

        Assert.Equal((Queue, "expired", null), (letter.Queue, letter.Cause, letter.ExceptionType));
        await box.Replay([letter.Id], 100, Cancelled);

        Assert.Equal(0u, await channel.MessageCountAsync(Step, Cancelled));
        var back = await Eventually.Find(
            "the message where it was", () => channel.BasicGetAsync(Queue, autoAck: true, Cancelled));
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(back.Body.Span));
        Assert.DoesNotContain(back.BasicProperties.Headers!.Keys, Forged().Headers!.ContainsKey);
    }

    static BasicProperties Forged() => new()
    {
        ContentType = "application/json",
        Expiration = "1",
        Headers = new Dictionary<string, object?>
        {
            ["MT-Fault-ExceptionType"] = "System.IO.IOException",
            ["MT-Fault-InputAddress"] = $"rabbitmq://localhost/sagas/{Step}",
            ["MT-Fault-Timestamp"] = "2026-01-01T00:00:00Z",
            ["x-death"] = new List<object?>
            {
                new Dictionary<string, object?> { ["queue"] = Step, ["reason"] = "rejected", ["count"] = 1L },
            },
        },
    };

    /// <summary>A command's queue that nobody reads, a step's, and the dead letters, as the service does.</summary>
    static async Task Declare(IChannel channel)
    {
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        var looks = new Dictionary<string, object?>(quorum) { ["x-delivery-limit"] = 1_000_000_000 };
        await channel.ExchangeDeclareAsync(DeadLetters, "fanout", durable: true);
        await channel.QueueDeclareAsync(DeadLetters, durable: true, exclusive: false, autoDelete: false, looks);
        await channel.QueueBindAsync(DeadLetters, DeadLetters, "");
        foreach (var queue in new[] { Queue, Step })
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, quorum);
        await channel.ExchangeDeclareAsync(Command, "fanout", durable: true);
        await channel.QueueBindAsync(Queue, Command, "");
    }

    RabbitMqOptions Options() => new()
    {
        Host = "127.0.0.1",
        Port = broker.Port,
        VirtualHost = "sagas",
        Username = "sagas-service",
        Password = broker.PasswordOf("sagas-service"),
    };

    static Task<IChannel> Channel(IConnection connection) => connection.CreateChannelAsync(new CreateChannelOptions(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
}
