using System.Text;
using RabbitMQ.Client;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Producers;

/// <summary>A producer that has an AMQP client and nothing else.</summary>
internal sealed class Producer(IConnection connection, IChannel channel) : IAsyncDisposable
{
    public static async Task<Producer> Connect(RabbitMqWorld world)
    {
        var connection = await world.Connect();
        return new Producer(connection, await connection.CreateChannelAsync());
    }

    /// <summary>Sends a body to a queue by the default exchange, as any client does.</summary>
    public async Task Send(
        string queue, string body, string contentType = "application/json", string? replyTo = null)
    {
        var properties = new BasicProperties
        {
            ContentType = contentType,
            DeliveryMode = DeliveryModes.Persistent,
            ReplyTo = replyTo,
            CorrelationId = replyTo is null ? null : "my request",
        };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Declares a durable queue without arguments: whoever does it first, the other must not be refused.
    /// </summary>
    public Task Declare(string queue) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);

    /// <summary>A queue of this producer alone, for answers.</summary>
    public async Task<string> Replies() =>
        (await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true)).QueueName;

    /// <summary>A queue of this producer alone, for what is published to an exchange; from now on.</summary>
    public async Task<string> Follow(string exchange)
    {
        // As the service declares it: whoever is first, the other must not be refused.
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var queue = await Replies();
        await channel.QueueBindAsync(queue, exchange, routingKey: "");
        return queue;
    }

    /// <summary>Waits for the next message of a queue and takes it.</summary>
    public async Task<(string Body, IReadOnlyBasicProperties Properties)> Next(string queue)
    {
        var got = await Eventually.Find($"a message in {queue}", () => channel.BasicGetAsync(queue, autoAck: true));
        return (Encoding.UTF8.GetString(got.Body.Span), got.BasicProperties);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
