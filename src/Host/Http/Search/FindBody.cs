using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Host.Http.Search;

/// <summary>The body of find and search. What is not served yet is refused by name when it is used.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FindBody
{
    public string? Query { get; init; }

    public string? ImageUrl { get; init; }

    /// <summary>A URI or a list of them.</summary>
    public JsonElement? TargetUri { get; init; }

    /// <summary>A context type or a list of them.</summary>
    public JsonElement? ContextType { get; init; }

    public int? Limit { get; init; }

    public int? NodeLimit { get; init; }

    public double? ScoreThreshold { get; init; }

    public JsonElement? Filter { get; init; }

    public bool? IncludeProvenance { get; init; }

    public JsonElement? Tags { get; init; }

    /// <summary>A time, or an age such as <c>7d</c>: only what is of that moment or later.</summary>
    public string? Since { get; init; }

    /// <summary>A time, or an age: only what is of that moment or earlier.</summary>
    public string? Until { get; init; }

    /// <summary><c>updated_at</c> or <c>created_at</c>.</summary>
    public string? TimeField { get; init; }

    /// <summary>A number, a text such as <c>"0,1"</c>, or a list.</summary>
    public JsonElement? Level { get; init; }

    public JsonElement? Telemetry { get; init; }

    /// <summary>Of search only; the session's words are not used.</summary>
    public string? SessionId { get; init; }

    /// <summary>Of search only: <c>list</c>.</summary>
    public string? Mode { get; init; }
}
