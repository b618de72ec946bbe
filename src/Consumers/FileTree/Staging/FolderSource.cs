using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>
/// A folder of the server. Every symbolic link in it is refused, one that stays inside too: what it points to can be
/// exchanged between the look and the copy. So can any folder on the way; what is opened is asked where it lies.
/// </summary>
sealed class FolderSource : ISource
{
    readonly SourceNames _names;
    readonly List<SourceEntry> _entries = [];
    readonly SourceFilter _filter;
    readonly FileTreeOptions _options;
    long _bytes;

    public FolderSource(string root, SourceFilter filter, FileTreeOptions options, CancellationToken cancellation)
    {
        _filter = filter;
        _options = options;
        _names = new SourceNames(foldCase: false, options);
        var folders = new Stack<(string Path, string Relative)>();
        folders.Push((root, ""));
        while (folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (path, relative) in Look(root, folder.Path, folder.Relative))
                folders.Push((path, relative));
        }
    }

    public IReadOnlyList<SourceEntry> Entries => _entries;

    public void Dispose()
    {
    }

    /// <summary>Adds what is in a folder; gives the folders to go into.</summary>
    List<(string Path, string Relative)> Look(string root, string folder, string above)
    {
        if (!OperatingSystem.IsLinux())
            return Look(root, folder, above, through: folder);
        using var handle = SafeFile.OpenBelow(root, folder);
        return Look(root, folder, above, SafeFile.ThroughHandle(handle));
    }

    List<(string Path, string Relative)> Look(string root, string folder, string above, string through)
    {
        var folders = new List<(string Path, string Relative)>();
        foreach (var entry in Directory.EnumerateFileSystemEntries(through).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(entry);
            var (path, relative) = (Path.Combine(folder, name), above.Length == 0 ? name : $"{above}/{name}");
            if (Add(root, path, PathFacts.Of(entry), name, relative))
                folders.Add((path, relative));
        }
        return folders;
    }

    /// <summary>Adds what is at a path; true for a folder to go into.</summary>
    bool Add(string root, string path, PathFacts facts, string name, string relative)
    {
        switch (facts.Kind)
        {
            case PathKind.Directory when !_filter.TakesFolder(name):
            case PathKind.File when !_filter.TakesFile(name):
                return false;
            case PathKind.Directory:
                Count(new SourceEntry(_names.Directory(relative), Open: null), 0);
                return true;
            case PathKind.File:
                Count(new SourceEntry(_names.File(relative), () => SafeFile.OpenReadBelow(root, path)), facts.Size);
                return false;
            case PathKind.Link:
                throw SourceNames.Refuse(relative, "is a symbolic link");
            case PathKind.Special:
                throw SourceNames.Refuse(relative, "is a device, a socket or a FIFO");
            default:
                throw SourceNames.Refuse(relative, "went away, or its name is no UTF-8");
        }
    }

    void Count(SourceEntry entry, long bytes)
    {
        _entries.Add(entry);
        if (_entries.Count > _options.FilesMax)
            throw Refusals.TooMuch("files and folders", _options.FilesMax);
        _bytes += bytes;
        if (_bytes > _options.UnpackedBytesMax)
            throw Refusals.TooMuch("bytes", _options.UnpackedBytesMax);
    }
}
