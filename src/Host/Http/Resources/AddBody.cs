using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Host.Http.Resources;

/// <summary>The body of <c>POST /resources</c>. Fields that only steer upstream's parsers are taken and passed over;
/// tags, which a search would have to find, are refused when they are used.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AddBody
{
    public string? Path { get; init; }

    public string? TempFileId { get; init; }

    public string? To { get; init; }

    public string? Parent { get; init; }

    public bool? CreateParent { get; init; }

    public string? Reason { get; init; }

    public string? Instruction { get; init; }

    public bool? Wait { get; init; }

    public double? Timeout { get; init; }

    public bool? Strict { get; init; }

    public string? SourceName { get; init; }

    /// <summary>Comma list.</summary>
    public string? IgnoreDirs { get; init; }

    /// <summary>Comma list of file name patterns.</summary>
    public string? Include { get; init; }

    /// <summary>Comma list of file name patterns.</summary>
    public string? Exclude { get; init; }

    public bool? DirectlyUploadMedia { get; init; }

    public bool? PreserveStructure { get; init; }

    public JsonElement? Args { get; init; }

    public double? WatchInterval { get; init; }

    public string? ProcessingMode { get; init; }

    public JsonElement? Tags { get; init; }

    public string? TagMode { get; init; }

    public string? AddType { get; init; }

    public JsonElement? Telemetry { get; init; }
}
