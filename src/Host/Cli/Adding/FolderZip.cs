using System.IO.Compression;

namespace Sagas.Host.Cli.Adding;

/// <summary>
/// Packs a folder: files relative to it, no directory entries, no links followed. Only <c>.git</c> is left out.
/// </summary>
internal static class FolderZip
{
    const string LeftOut = ".git";

    /// <summary>Answers how many files there are.</summary>
    public static async Task<int> Pack(
        string folder, string archive, Action<int> progress, Action<string> warn, CancellationToken cancellationToken)
    {
        var files = 0;
        await using var target = new FileStream(archive, FileMode.CreateNew, FileAccess.Write);
        await using var zip = await ZipArchive.CreateAsync(
            target, ZipArchiveMode.Create, leaveOpen: false, entryNameEncoding: null, cancellationToken);
        foreach (var file in Files(new DirectoryInfo(folder), warn))
        {
            var name = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            await zip.CreateEntryFromFileAsync(
                file.FullName, name, CompressionLevel.Fastest, cancellationToken);
            progress(++files);
        }
        return files;
    }

    static IEnumerable<FileInfo> Files(DirectoryInfo folder, Action<string> warn)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null)
                warn($"warning: left out the link {entry.FullName}");
            else if (entry is FileInfo file)
                yield return file;
            else if (entry is DirectoryInfo below && below.Name != LeftOut)
                foreach (var found in Files(below, warn))
                    yield return found;
        }
    }
}
