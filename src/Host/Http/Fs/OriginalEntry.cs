using System.Text.Json.Serialization;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Fs;

/// <summary>A listed entry in the shape that SDKs ask for.</summary>
internal sealed record OriginalEntry(
    string Name,
    long Size,
    int Mode,
    [property: JsonPropertyName("modTime")] DateTimeOffset ModTime,
    [property: JsonPropertyName("isDir")] bool IsDir,
    string Uri)
{
    const int DirectoryMode = 0b111_101_101;
    const int FileMode = 0b110_100_100;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RelPath { get; init; }

    public static OriginalEntry Of(WalkedEntry walked, bool withPath) => new(
        walked.Entry.Name, walked.Entry.Size, ModeOf(walked.Entry.IsDirectory), walked.Entry.ModifiedAt,
        walked.Entry.IsDirectory, walked.Entry.Uri.Value)
    {
        RelPath = withPath ? walked.RelativePath : null,
    };

    public static int ModeOf(bool isDirectory) => isDirectory ? DirectoryMode : FileMode;
}
