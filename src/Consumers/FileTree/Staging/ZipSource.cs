using System.IO.Compression;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>
/// A zip archive. Its names are checked before anything is written; its sizes while it is unpacked, because what it
/// says of them is only what its maker wrote there.
/// </summary>
sealed class ZipSource : ISource
{
    const long RatioFreeBytes = 1 << 20;
    const int TypeMask = 0xF000;
    const int FileType = 0x8000;
    const int DirectoryType = 0x4000;
    const int LinkType = 0xA000;

    readonly SourceNames _names;
    readonly Stream _file;
    readonly ZipArchive _archive;
    readonly FileTreeOptions _options;
    readonly long _packedBytes;
    long _unpackedBytes;

    public ZipSource(Stream file, string name, SourceFilter filter, FileTreeOptions options)
    {
        _file = file;
        _options = options;
        _names = new SourceNames(foldCase: true, options);
        _packedBytes = file.Length;
        if (ZipDirectory.Count(file, options.FilesMax) > options.FilesMax)
            throw Refusals.TooMuch("entries", options.FilesMax);
        _archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            var all = _archive.Entries.Select(entry => (Entry: entry, Path: Checked(entry))).ToList();
            var wrapper = WrapperOf(all, name);
            Entries = [.. all.Where(e => Takes(filter, e.Entry, e.Path, wrapper)).Select(e => SourceOf(e, wrapper))];
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    public IReadOnlyList<SourceEntry> Entries { get; }

    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }

    string Checked(ZipArchiveEntry entry)
    {
        var type = (entry.ExternalAttributes >> 16) & TypeMask;
        if (type == LinkType)
            throw SourceNames.Refuse(entry.FullName, "is a symbolic link");
        if (type is not (0 or FileType or DirectoryType))
            throw SourceNames.Refuse(entry.FullName, "is a device, a socket or a FIFO");
        if (entry.FullName.StartsWith('/'))
            throw SourceNames.Refuse(entry.FullName, "is an absolute path");
        var path = entry.FullName;
        return IsDirectory(entry) ? _names.Directory(path[..^1]) + "/" : _names.File(path);
    }

    static bool IsDirectory(ZipArchiveEntry entry) => entry.FullName.EndsWith('/');

    /// <summary>"folder/" when everything is in one folder that is called like the archive; else "".</summary>
    static string WrapperOf(List<(ZipArchiveEntry Entry, string Path)> all, string name)
    {
        if (all.Count == 0)
            return "";
        var cut = all[0].Path.IndexOf('/', StringComparison.Ordinal);
        if (cut < 0)
            return "";
        var folder = all[0].Path[..(cut + 1)];
        var called = folder[..^1] == name || folder[..^1] + ".zip" == name;
        return called && all.All(e => e.Path.StartsWith(folder, StringComparison.Ordinal)) ? folder : "";
    }

    static bool Takes(SourceFilter filter, ZipArchiveEntry entry, string path, string wrapper)
    {
        var segments = path[wrapper.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0)
            return false;
        var folders = IsDirectory(entry) ? segments : segments[..^1];
        return folders.All(filter.TakesFolder) && (IsDirectory(entry) || filter.TakesFile(segments[^1]));
    }

    SourceEntry SourceOf((ZipArchiveEntry Entry, string Path) item, string wrapper)
    {
        var relative = item.Path[wrapper.Length..].TrimEnd('/');
        if (IsDirectory(item.Entry))
            return new SourceEntry(relative, Open: null);
        var bytes = 0L;
        var crc = default(Crc32);
        return new SourceEntry(relative, item.Entry.Open, block =>
        {
            bytes += block.Length;
            _unpackedBytes += block.Length;
            crc.Add(block.Span);
            // Entry by entry, and all of them against the file: entries may share their packed bytes.
            Guard(item.Path, bytes, item.Entry.CompressedLength);
            Guard(item.Path, _unpackedBytes, _packedBytes);
        }, () =>
        {
            if (bytes != item.Entry.Length || crc.Value != item.Entry.Crc32)
                throw SourceNames.Refuse(item.Path, "is broken: its length or checksum is wrong");
        });
    }

    void Guard(string path, long unpacked, long packed)
    {
        if (unpacked > RatioFreeBytes && unpacked / _options.CompressionRatioMax > packed)
            throw SourceNames.Refuse(path, $"unpacks to more than {_options.CompressionRatioMax} times its size");
    }
}
