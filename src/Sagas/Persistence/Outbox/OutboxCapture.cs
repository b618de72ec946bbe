using System.Text.Json;
using MassTransit;
using Sagas.Contracts;

namespace Sagas.Persistence.Outbox;

/// <summary>Turns a message on its way out into a row. Thread-safe.</summary>
internal sealed class OutboxCapture(TimeProvider time, OutboxOptions options)
{
    public OutboxRow RowOf<T>(SendContext<T> context)
        where T : class
    {
        var now = time.GetUtcNow();
        var token = context.ScheduledMessageId;
        // The due time is in the row. A delay left on the message would make the transport wait once more.
        var delay = context.Delay ?? TimeSpan.Zero;
        context.Delay = null;
        var destination = DestinationOf(context.DestinationAddress
            ?? throw new InvalidOperationException($"{typeof(T).Name} was sent without a destination."));
        var properties = StoredProperties.Of(context);
        return new OutboxRow
        {
            MessageId = context.MessageId ?? NewId.NextGuid(),
            Destination = destination,
            IsOptional = context.TryGetPayload<OptionalMessage>(out _) || IsOfMessageType(destination),
            ContentType = (context.ContentType ?? context.Serialization.DefaultContentType).ToString(),
            Body = context.Serializer.GetMessageBody(context).GetBytes(),
            Properties = JsonSerializer.Serialize(properties, WireJson.Options),
            Known = properties,
            Due = now + (token is null ? options.Lease : delay),
            Token = token,
        };
    }

    /// <summary>
    /// The exchange alone. The host part would bind the row to one broker's address, and a transport quietly ignores
    /// a foreign one; a queue address would declare the queue again without its arguments.
    /// </summary>
    static string DestinationOf(Uri address)
    {
        var path = Uri.UnescapeDataString(address.AbsolutePath);
        var name = path[(path.LastIndexOf('/') + 1)..];
        var temporary = address.Query.Contains("temporary=true", StringComparison.Ordinal) ? "?temporary=true" : "";
        return $"exchange:{name}{temporary}";
    }

    /// <summary>
    /// The exchange of a message type is named namespace:type, and no queue has a colon in its name. The send context
    /// does not say it: inside an outbox, a published message looks like a sent one.
    /// </summary>
    static bool IsOfMessageType(string destination) => destination.IndexOf(':', "exchange:".Length) >= 0;
}
