using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sagas.Host.Http;

/// <summary>How bodies look on the wire: snake_case, nulls kept.</summary>
internal static class HttpJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        // Names of files and people's words stay readable; the answer is JSON and never part of a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
