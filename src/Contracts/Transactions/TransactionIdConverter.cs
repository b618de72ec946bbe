using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Contracts;

internal sealed class TransactionIdConverter : JsonConverter<TransactionId>
{
    public override TransactionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TransactionId value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Value);
}
