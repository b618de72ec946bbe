using System.IO.Compression;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Cli.Adding;

/// <summary>
/// Packs a folder: files relative to it, no directory entries, no links followed. Only <c>.git</c> is left out, and
/// links that stay inside, which is told; one that leads outside is refused, and so is what is no file at all.
/// </summary>
internal static class FolderZip
{
    /// <summary>Says that an upload is to be unpacked.</summary>
    public const string Extension = ".zip";

    const string LeftOut = ".git";

    /// <summary>Writes them to <paramref name="archive"/> and answers how many there are.</summary>
    /// <exception cref="ServiceException">There is something in it that cannot be added.</exception>
    public static async Task<int> Pack(
        string folder, Stream archive, Action<int> progress, Action<string> warn, CancellationToken cancellationToken)
    {
        var files = 0;
        await using var zip = await ZipArchive.CreateAsync(
            archive, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var file in Files(new DirectoryInfo(folder), folder, warn))
        {
            var name = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            await zip.CreateEntryFromFileAsync(
                file.FullName, name, CompressionLevel.Fastest, cancellationToken);
            progress(++files);
        }
        return files;
    }

    static IEnumerable<FileInfo> Files(DirectoryInfo folder, string root, Action<string> warn)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null)
            {
                if (LeadsOutside(entry, root))
                    throw Refusal(entry, "is a symbolic link that leads out of the folder");
                warn($"left out the link {entry.FullName}");
            }
            else if (entry is DirectoryInfo below)
            {
                foreach (var found in below.Name == LeftOut ? [] : Files(below, root, warn))
                    yield return found;
            }
            else if (LocalFiles.ReasonAgainst(entry.FullName) is { } reason)
            {
                throw Refusal(entry, reason);
            }
            else
            {
                yield return (FileInfo)entry;
            }
        }
    }

    static bool LeadsOutside(FileSystemInfo link, string root)
    {
        var target = Path.GetFullPath(link.LinkTarget!, Path.GetDirectoryName(link.FullName)!);
        return !$"{target}/".StartsWith($"{Path.TrimEndingDirectorySeparator(root)}/", StringComparison.Ordinal);
    }

    static ServiceException Refusal(FileSystemInfo entry, string reason) =>
        new(ErrorCode.InvalidArgument, $"{Rows.Safe(entry.FullName)} {reason}; nothing was added.");
}
