using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>How contracts look as JSON wherever this project writes them itself: camelCase, nulls left out.</summary>
public static class WireJson
{
    /// <summary>The one set of options; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary><paramref name="value"/> as JSON of its own type.</summary>
    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    /// <summary>The value that <paramref name="element"/> holds.</summary>
    /// <exception cref="JsonException">It holds something else.</exception>
    public static T To<T>(JsonElement element) => element.Deserialize<T>(Options)
        ?? throw new JsonException($"A JSON null is no {typeof(T).Name}.");

    static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
