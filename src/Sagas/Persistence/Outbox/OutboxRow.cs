using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// A message that must leave, or a timer: a timer is a message with a due time. Written in the commit of the change
/// that caused it; deleted when it was sent, or consumed, as <see cref="OutboxOptions.KeepUntilConsumed"/> says.
/// </summary>
public sealed class OutboxRow
{
    /// <summary>Its own number. Not the message's id: a message sent again is a row of its own.</summary>
    public long Id { get; set; }

    /// <summary>The message's id, as the transport carries it.</summary>
    public Guid MessageId { get; set; }

    /// <summary>Where it goes: an exchange by name, never a host.</summary>
    public string Destination { get; set; } = "";

    /// <summary>
    /// Whether nobody may be listening, and that is no failure: a published event, or the answer to a producer.
    /// Anything else must reach a queue.
    /// </summary>
    public bool IsOptional { get; set; }

    /// <summary>The content type of the body.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The whole serialized envelope.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Ids and headers that the transport carries beside the body, as JSON.</summary>
    public string Properties { get; set; } = "";

    /// <summary>The same while the process that wrote the row has it in its memory: not stored.</summary>
    internal StoredProperties? Known { get; set; }

    /// <summary>What <see cref="Properties"/> say.</summary>
    internal StoredProperties Stored =>
        Known ??= JsonSerializer.Deserialize<StoredProperties>(Properties, WireJson.Options)!;

    /// <summary>When a dispatcher may take it. For an immediate message this is the end of the lease of the process
    /// that wrote it, which sends it from memory.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>The timer's token, by which it is cancelled; null for a message.</summary>
    public Guid? Token { get; set; }

    /// <summary>How often sending it has failed. Failures of the connection do not count.</summary>
    public int Attempts { get; set; }

    /// <summary>Why sending it failed last.</summary>
    public string? LastError { get; set; }

    /// <summary>True when it is not tried again, but shown to the operator.</summary>
    public bool Parked { get; set; }

    /// <summary>The row without what it says: enough to know that it is finished.</summary>
    internal OutboxRow WithoutContent() => new() { Id = Id, MessageId = MessageId, Destination = Destination };
}
