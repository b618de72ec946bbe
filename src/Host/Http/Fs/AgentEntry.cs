using System.Text.Json.Serialization;

namespace Sagas.Host.Http.Fs;

/// <summary>A listed entry in the shape made for language models: no name, but what a directory is about.</summary>
internal sealed record AgentEntry(
    string Uri,
    long Size,
    [property: JsonPropertyName("isDir")] bool IsDir,
    [property: JsonPropertyName("modTime")] DateTimeOffset ModTime,
    string Abstract)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RelPath { get; init; }
}
