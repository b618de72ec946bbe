using System.Text.Json.Serialization;

namespace Sagas.Host.Http.Fs;

/// <summary>One file or directory; <paramref name="Count"/> is the number of index records below a directory.
/// </summary>
internal sealed record StatResult(
    string Name,
    long Size,
    int Mode,
    [property: JsonPropertyName("modTime")] DateTimeOffset ModTime,
    [property: JsonPropertyName("isDir")] bool IsDir,
    [property: JsonPropertyName("isLocked")] bool IsLocked,
    string Uri,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count);
