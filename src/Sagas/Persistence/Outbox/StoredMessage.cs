using System.Net.Mime;
using MassTransit;

namespace Sagas.Persistence.Outbox;

/// <summary>Puts a row's ids, headers and bytes on a message that is sent again, without reading the body.</summary>
internal sealed class StoredMessage(OutboxRow row) : IPipe<SendContext>
{
    public Task Send(SendContext context)
    {
        var stored = row.Stored;
        context.MessageId = row.MessageId;
        context.RequestId = stored.RequestId;
        context.ConversationId = stored.ConversationId;
        context.CorrelationId = stored.CorrelationId;
        context.InitiatorId = stored.InitiatorId;
        context.SourceAddress = stored.SourceAddress;
        context.ResponseAddress = stored.ResponseAddress;
        context.FaultAddress = stored.FaultAddress;
        context.SupportedMessageTypes = [.. stored.MessageTypes];
        foreach (var (name, value) in stored.Headers ?? new Dictionary<string, string>())
            context.Headers.Set(name, value);

        if (stored.RoutingKey is { } key)
            context.TrySetRoutingKey(key);

        // A command to a queue that does not exist would be dropped without a word: the broker must give it back.
        if (context is PublishContext transport)
            transport.Mandatory = !row.IsOptional;

        var contentType = new ContentType(row.ContentType);
        context.ContentType = contentType;
        context.Serializer = new StoredBytes(contentType, row.Body);
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("storedMessage");

    sealed class StoredBytes(ContentType contentType, byte[] body) : IMessageSerializer
    {
        public ContentType ContentType => contentType;

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class
            => new BytesMessageBody(body);
    }
}
