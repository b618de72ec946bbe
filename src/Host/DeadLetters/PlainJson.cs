using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Sagas.Host.DeadLetters;

/// <summary>
/// Reads what any AMQP client can write: the message itself as a JSON object. An empty body counts as an error here;
/// MassTransit's own reader would take it for an empty object.
/// </summary>
internal sealed class PlainJson : ISerializerFactory, IMessageDeserializer
{
    readonly SystemTextJsonRawMessageSerializer _raw = new(RawSerializerOptions.All);

    public ContentType ContentType => _raw.ContentType;

    public IMessageSerializer CreateSerializer() => _raw;

    public IMessageDeserializer CreateDeserializer() => this;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) => new BodyConsumeContext(
        receiveContext,
        Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        MustBeAnObject(body.GetBytes());
        return _raw.Deserialize(body, headers, destinationAddress);
    }

    public MessageBody GetMessageBody(string text) => _raw.GetMessageBody(text);

    public void Probe(ProbeContext context) => _raw.Probe(context);

    /// <exception cref="UnreadableBodyException">It is empty, or other JSON.</exception>
    static void MustBeAnObject(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            throw new UnreadableBodyException("The body is empty; it should be a JSON object.");
        var reader = new Utf8JsonReader(body);
        if (reader.Read() && reader.TokenType is not JsonTokenType.StartObject)
            throw new UnreadableBodyException($"The body should be a JSON object; it begins as {reader.TokenType}.");
    }
}
