using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.DeadLetters;
using Sagas.Host.Options;
using Sagas.Host.Worlds.Broker;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>The dead-letter queue in a virtual host of its own, and the queue <c>work</c> they come from.</summary>
internal sealed class RabbitMqLab : IDeadLetterLab
{
    readonly string _virtualHost;
    readonly IConnection _connection;
    readonly IChannel _channel;
    DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    RabbitMqLab(string virtualHost, IConnection connection, IChannel channel)
    {
        (_virtualHost, _connection, _channel) = (virtualHost, connection, channel);
        (Box, Other) = (New(), New());
    }

    public IDeadLetterBox Box { get; }

    public IDeadLetterBox Other { get; }

    public static async Task<RabbitMqLab> Open(bool quorum)
    {
        var virtualHost = await Broker.NewVirtualHost();
        var connection = await Broker.Connect(virtualHost);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync(
            DeadLetterQueue.Name, durable: true, exclusive: false, autoDelete: false,
            DeadLetterQueue.Arguments(quorum).ToDictionary(x => x.Key, x => (object?)x.Value));
        await channel.QueueDeclareAsync("work", durable: true, exclusive: false, autoDelete: false);
        return new RabbitMqLab(virtualHost, connection, channel);
    }

    public async Task Put(params string[] bodies)
    {
        foreach (var body in bodies)
            await Put(_now += TimeSpan.FromMilliseconds(1), body);
    }

    public Task PutDeadSince(int second, string body) => Put(_now.AddHours(1).AddSeconds(second), body);

    async Task Put(DateTimeOffset died, string body)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>
            {
                ["MT-Reason"] = "fault",
                ["MT-Fault-ExceptionType"] = "System.IO.IOException",
                ["MT-Fault-Message"] = "The disk is full.",
                ["MT-Fault-Timestamp"] = died.ToString("O", CultureInfo.InvariantCulture),
                ["MT-Fault-InputAddress"] = $"rabbitmq://localhost/{_virtualHost}/work",
            },
        };
        await _channel.BasicPublishAsync(
            "", DeadLetterQueue.Name, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    public async Task<IReadOnlyList<string>> Resent()
    {
        var bodies = new List<string>();
        while (await _channel.BasicGetAsync("work", autoAck: true) is { } got)
        {
            Assert.DoesNotContain(got.BasicProperties.Headers!.Keys, LetterHeaders.IsOfTheDeath);
            Assert.True(Guid.TryParse(got.BasicProperties.MessageId, out _));
            bodies.Add(Encoding.UTF8.GetString(got.Body.Span));
        }
        return bodies;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        await Broker.Control("delete_vhost", _virtualHost);
    }

    RabbitMqDeadLetters New() => BoxOf(new NoFaultPoints(), TimeProvider.System);

    /// <summary>The adapter with a clock of the test's own, and what it reaches.</summary>
    public RabbitMqDeadLetters BoxOf(IFaultPoints faults, TimeProvider time) => new(
        new BrokerConnections(new RabbitMqOptions
        {
            Host = Broker.Host,
            Port = Broker.Port,
            VirtualHost = _virtualHost,
            Username = Broker.User,
            Password = Broker.Password,
        }, certificate: null),
        faults, time);
}
