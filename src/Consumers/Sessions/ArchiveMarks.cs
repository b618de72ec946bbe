using System.Text.Json;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>Reads what the end of a session commit has left in its archive. Thread-safe.</summary>
sealed class ArchiveMarks(TreePaths paths)
{
    const int BytesMax = 64 << 10;

    sealed record Mark(IReadOnlyDictionary<string, int>? Memories, TokenUsage? TokenUsage);

    /// <summary>What one archive has come to; null while it has not, or when nobody can read it.</summary>
    public async ValueTask<SessionTotals?> Read(
        string account, VikingUri archive, CancellationToken cancellationToken) =>
        await ReadFile(account, archive.Child(ArchiveFiles.Done), cancellationToken)
        ?? await ReadFile(account, archive.Child(ArchiveFiles.Failed), cancellationToken);

    async ValueTask<SessionTotals?> ReadFile(string account, VikingUri file, CancellationToken cancellationToken)
    {
        if (paths.Look(account, file) is not { Kind: PathKind.File, Size: <= BytesMax })
            return null;
        try
        {
            await using var stream = SafeFile.OpenRead(paths.Of(account, file));
            var mark = await JsonSerializer.DeserializeAsync<Mark>(stream, SessionJson.Options, cancellationToken);
            return new SessionTotals(
                mark?.Memories ?? SessionTotals.None.Memories, mark?.TokenUsage ?? TokenUsage.None);
        }
        catch (Exception unusable) when (unusable is FileNotFoundException or DirectoryNotFoundException
            or UnauthorizedAccessException or JsonException)
        {
            // An error of the disk is none of these: a sum without a part that is there would be a lie.
            return null;
        }
    }
}
