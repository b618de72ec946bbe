using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Host.Http.Content;

/// <summary>The body of <c>POST /content/write</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WriteBody
{
    public string? Uri { get; init; }

    public string? Content { get; init; }

    /// <summary>replace, append or create.</summary>
    public string? Mode { get; init; }

    public bool? Wait { get; init; }

    public double? Timeout { get; init; }

    /// <summary>Summaries and vectors are always made; a client that asks for vectors alone gets them too.</summary>
    public string? ProcessingMode { get; init; }

    public JsonElement? Telemetry { get; init; }
}
