using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sagas.Contracts.Tests.Schemas;

/// <summary>
/// Judges a value by a schema, as far as the exporter writes schemas. A word that it does not know is an error: a
/// rule must not be passed over.
/// </summary>
sealed class SchemaCheck(JsonNode root)
{
    public bool IsValid(JsonElement value) => IsValid(root, value);

    bool IsValid(JsonNode schema, JsonElement value) => schema is JsonObject rules
        ? rules.All(rule => Holds(rule.Key, rule.Value!, rules, value))
        : schema.GetValue<bool>();

    bool Holds(string word, JsonNode rule, JsonObject rules, JsonElement value) => word switch
    {
        "$schema" or "title" or "description" or "default" => true,
        "type" => rule is JsonArray any ? any.Any(t => IsOf(t!, value)) : IsOf(rule, value),
        "properties" => value.ValueKind != JsonValueKind.Object || rule.AsObject().All(p =>
            !value.TryGetProperty(p.Key, out var child) || IsValid(p.Value!, child)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(p =>
            rules["properties"]?[p.Name] is not null || IsValid(rule, p.Value)),
        "required" => value.ValueKind != JsonValueKind.Object || rule.AsArray().All(name =>
            value.TryGetProperty(name!.GetValue<string>(), out _)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(x => IsValid(rule, x)),
        "enum" => rule.AsArray().Any(x => JsonNode.DeepEquals(x, JsonNode.Parse(value.GetRawText()))),
        "anyOf" => rule.AsArray().Any(x => IsValid(x!, value)),
        "pattern" => value.ValueKind != JsonValueKind.String
            || Regex.IsMatch(value.GetString()!, rule.GetValue<string>()),
        "format" => value.ValueKind != JsonValueKind.String || HasFormat(rule.GetValue<string>(), value),
        "$ref" => IsValid(At(rule.GetValue<string>()), value),
        _ => throw new NotSupportedException($"The check does not know '{word}'."),
    };

    JsonNode At(string pointer) => pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, name) => node is JsonArray list
            ? list[int.Parse(name, CultureInfo.InvariantCulture)]!
            : node[name]!);

    static bool HasFormat(string format, JsonElement value) => format switch
    {
        "uuid" => value.TryGetGuid(out _),
        "date-time" => value.TryGetDateTimeOffset(out _),
        "uri" => Uri.TryCreate(value.GetString(), UriKind.RelativeOrAbsolute, out _),
        _ => throw new NotSupportedException($"The check does not know the format '{format}'."),
    };

    static bool IsOf(JsonNode type, JsonElement value) => type.GetValue<string>() switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        var other => throw new NotSupportedException($"The check does not know the type '{other}'."),
    };
}
