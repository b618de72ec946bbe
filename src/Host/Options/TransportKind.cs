namespace Sagas.Host.Options;

/// <summary>What carries the messages.</summary>
internal enum TransportKind
{
    /// <summary>One process; accepted messages are rows of the database.</summary>
    InMemory,

    /// <summary>A RabbitMQ broker.</summary>
    RabbitMq,
}
