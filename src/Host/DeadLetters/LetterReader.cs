using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Sagas.Host.Worlds.Broker;

namespace Sagas.Host.DeadLetters;

/// <summary>
/// One walk through the dead-letter queue, oldest first. What is taken stays unacknowledged, and closing gives it
/// back to its old place. So does a crash; a quorum queue then forgets the order, but no letter.
/// </summary>
internal sealed class LetterReader : IAsyncDisposable
{
    /// <summary>Declared by one connection alone: who has it may walk, whichever process it is in.</summary>
    const string Turn = DeadLetterQueue.Name + ".reader";

    /// <summary>The broker lets so many requests to a quorum queue be under way before it holds some back.</summary>
    const int Few = 16;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    readonly TimeProvider _time;
    readonly IConnection _connection;
    readonly IChannel _channel;
    readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    readonly SortedSet<ulong> _inHand = [];

    LetterReader(IConnection connection, IChannel channel, TimeProvider time) =>
        (_connection, _channel, _time) = (connection, channel, time);

    /// <summary>Null when another process is at it.</summary>
    public static async Task<LetterReader?> TryOpen(
        BrokerConnections broker, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = await broker.OpenOrRefuse("sagas dead letters", cancellationToken);
        try
        {
            // Every publication is confirmed by the broker before the call returns.
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                cancellationToken);
            await channel.QueueDeclareAsync(
                Turn, durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);
            return new LetterReader(connection, channel, time);
        }
        catch (OperationInterruptedException locked) when (locked.ShutdownReason?.ReplyCode is Constants.ResourceLocked)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next letter; null at the end, or when there is no queue yet.</summary>
    public async Task<BrokerLetter?> Next(CancellationToken cancellationToken)
    {
        var got = await _channel.BasicGetAsync(DeadLetterQueue.Name, autoAck: false, cancellationToken);
        if (got is null)
            return null;
        _inHand.Add(got.DeliveryTag);
        var facts = BrokerLetters.FactsOf(got.BasicProperties, got.Body);
        // The same message twice at the same moment: nobody can tell them apart, and nobody has to.
        var copies = _seen[facts.Id] = _seen.GetValueOrDefault(facts.Id) + 1;
        if (copies > 1)
            facts = facts with { Id = $"{facts.Id}-{copies}" };
        return new BrokerLetter(facts, got.DeliveryTag, got.BasicProperties, got.Body);
    }

    /// <summary>Puts a letter back into its queue; returns when the broker has it there.</summary>
    /// <exception cref="PublishException">That queue does not exist, or refuses it.</exception>
    public Task Resend(BrokerLetter letter, CancellationToken cancellationToken) => _channel.BasicPublishAsync(
        "", letter.Facts.Queue!, mandatory: true, BrokerLetters.ForReplay(letter), letter.Body, cancellationToken)
        .AsTask();

    /// <summary>The letter is no dead letter any more.</summary>
    public async Task Remove(BrokerLetter letter, CancellationToken cancellationToken)
    {
        await _channel.BasicAckAsync(letter.Tag, multiple: false, cancellationToken);
        _inHand.Remove(letter.Tag);
    }

    /// <summary>
    /// One by one, oldest first, and few at a time: what a quorum queue gets back in a heap it puts back in any order.
    /// </summary>
    async Task GiveBack()
    {
        var given = 0;
        foreach (var few in _inHand.Chunk(Few))
        {
            foreach (var tag in few)
                await _channel.BasicNackAsync(tag, multiple: false, requeue: true);
            await AreBack(given += few.Length);
        }
    }

    /// <summary>A quorum queue takes its time; the next reader would find the end too early.</summary>
    async Task AreBack(int count)
    {
        var started = _time.GetTimestamp();
        while (await _channel.MessageCountAsync(DeadLetterQueue.Name) < count
            && _time.GetElapsedTime(started) < Patience)
            await Task.Delay(Pause, _time);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await GiveBack();
            await _channel.CloseAsync();
        }
        catch (RabbitMQClientException)
        {
            // The connection has gone, and with it all that was in hand went back.
        }
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
