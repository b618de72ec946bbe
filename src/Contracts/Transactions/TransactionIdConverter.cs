using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Contracts;

internal sealed class TransactionIdConverter : JsonConverter<TransactionId>
{
    public override TransactionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        // The empty UUID is what a producer sends that forgot to choose one: all of those would be one transaction.
        => reader.GetGuid() is var value && value != Guid.Empty
            ? new TransactionId(value)
            : throw new JsonException("The empty UUID is no transaction id.");

    public override void Write(Utf8JsonWriter writer, TransactionId value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Value);
}
