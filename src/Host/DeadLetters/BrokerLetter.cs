using RabbitMQ.Client;
using Sagas.DeadLetters;

namespace Sagas.Host.DeadLetters;

/// <summary>A dead letter in hand: taken from the queue, and not acknowledged.</summary>
internal sealed record BrokerLetter(
    DeadLetter Facts, ulong Tag, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);
