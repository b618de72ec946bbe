using MassTransit;

namespace Sagas.Persistence.Outbox;

/// <summary>What a transport carries beside the body, as it is stored.</summary>
internal sealed record StoredProperties
{
    public Guid? RequestId { get; init; }

    public Guid? ConversationId { get; init; }

    public Guid? CorrelationId { get; init; }

    public Guid? InitiatorId { get; init; }

    public Uri? SourceAddress { get; init; }

    public Uri? ResponseAddress { get; init; }

    public Uri? FaultAddress { get; init; }

    /// <summary>Where an exchange passes it on to; null or empty = the exchange decides alone.</summary>
    public string? RoutingKey { get; init; }

    public IReadOnlyList<string> MessageTypes { get; init; } = [];

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public static StoredProperties Of(SendContext context)
    {
        var headers = context.Headers.GetAll()
            .Where(header => header.Value is string or Guid or bool or int or long or Uri)
            .ToDictionary(header => header.Key, header => header.Value.ToString() ?? "");
        return new StoredProperties
        {
            RequestId = context.RequestId,
            ConversationId = context.ConversationId,
            CorrelationId = context.CorrelationId,
            InitiatorId = context.InitiatorId,
            SourceAddress = context.SourceAddress,
            ResponseAddress = context.ResponseAddress,
            FaultAddress = context.FaultAddress,
            RoutingKey = context.RoutingKey() is { Length: > 0 } key ? key : null,
            MessageTypes = context.SupportedMessageTypes,
            Headers = headers.Count > 0 ? headers : null,
        };
    }
}
