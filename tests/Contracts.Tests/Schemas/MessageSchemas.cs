using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace Sagas.Contracts.Tests.Schemas;

/// <summary>The JSON Schema of every message, made from the contracts.</summary>
static class MessageSchemas
{
    static readonly JsonSerializerOptions Readable = new(WireJson.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The intake takes no number that is written as a string.</summary>
    static readonly JsonSerializerOptions Strict = new(WireJson.Options)
    {
        NumberHandling = JsonNumberHandling.Strict,
    };

    static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => OwnForm(context.TypeInfo.Type) ?? schema,
    };

    /// <summary>The text of the file of one message.</summary>
    public static string Of(Type type)
    {
        var schema = Strict.GetJsonSchemaAsNode(type, Options).AsObject();
        var file = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = type.Name,
        };
        foreach (var (name, value) in schema)
            file[name] = value?.DeepClone();
        // A message is an object; the exporter allows null for every reference type.
        file["type"] = "object";
        return file.ToJsonString(Readable) + "\n";
    }

    /// <summary>Types that write themselves: the exporter cannot see how.</summary>
    static JsonObject? OwnForm(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(TransactionId) => Text(type, "uuid"),
        var t when t == typeof(VikingUri) => new JsonObject { ["type"] = "string", ["pattern"] = "^viking://" },
        var t when t == typeof(FencingToken) => new JsonObject { ["type"] = "integer" },
        _ => null,
    };

    static JsonObject Text(Type type, string format) => new()
    {
        ["type"] = Nullable.GetUnderlyingType(type) is null ? "string" : new JsonArray("string", "null"),
        ["format"] = format,
    };
}
