using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>What the archive keeps about its memories and its end, as JSON. Pure.</summary>
static class MemoryDiff
{
    static readonly JsonSerializerOptions Readable = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static string Of(WriteMemories command, MergedFiles files)
    {
        var adds = files.Added.Where(x => x.IsNewFile).Select(Line).ToList();
        var updates = files.Added.Where(x => !x.IsNewFile).Select(Line).ToList();
        return JsonSerializer.Serialize(
            new
            {
                ArchiveUri = command.Archive.Value,
                ExtractedAt = command.At,
                Operations = new { Adds = adds, Updates = updates, Deletes = Array.Empty<object>() },
                Summary = new
                {
                    TotalAdds = adds.Count,
                    TotalUpdates = updates.Count,
                    TotalDeletes = 0,
                    TotalKnown = files.Known,
                    TotalDropped = files.Dropped + command.Dropped,
                },
            },
            Readable);
    }

    public static string Done(WriteMemories command, MergedFiles files) => JsonSerializer.Serialize(
        new
        {
            Commit = command.Commit.ToString(),
            command.At,
            Memories = files.Extracted,
            TokenUsage = command.Usage ?? TokenUsage.None,
        },
        Readable);

    public static string Failed(WriteMemories command) => JsonSerializer.Serialize(
        new
        {
            Commit = command.Commit.ToString(),
            command.At,
            command.Failure!.Code,
            command.Failure.Message,
            TokenUsage = command.Usage ?? TokenUsage.None,
        },
        Readable);

    static object Line((VikingUri File, Memory Memory, bool IsNewFile) added) => new
    {
        Uri = added.File.Value,
        MemoryType = added.Memory.Category,
        After = added.Memory.Text,
    };
}
