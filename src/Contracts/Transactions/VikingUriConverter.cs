using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Contracts;

internal sealed class VikingUriConverter : JsonConverter<VikingUri>
{
    public override VikingUri Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return VikingUriParser.Parse(reader.GetString(), "uri");
        }
        catch (RefusedException refused)
        {
            throw new JsonException(refused.Message, refused);
        }
    }

    public override void Write(Utf8JsonWriter writer, VikingUri value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Value);
}
