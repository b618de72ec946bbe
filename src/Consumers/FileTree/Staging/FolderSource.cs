using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>
/// A folder of the server. Every symbolic link in it is refused, one that stays inside too: what it points to can be
/// exchanged between the look and the copy.
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
            foreach (var path in Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(path);
                var relative = folder.Relative.Length == 0 ? name : $"{folder.Relative}/{name}";
                if (Add(path, name, relative))
                    folders.Push((path, relative));
            }
        }
    }

    public IReadOnlyList<SourceEntry> Entries => _entries;

    public void Dispose()
    {
    }

    /// <summary>Adds what is at a path; true for a folder to go into.</summary>
    bool Add(string path, string name, string relative)
    {
        var facts = PathFacts.Of(path);
        switch (facts.Kind)
        {
            case PathKind.Directory when !_filter.TakesFolder(name):
            case PathKind.File when !_filter.TakesFile(name):
                return false;
            case PathKind.Directory:
                Count(new SourceEntry(_names.Directory(relative), Open: null), 0);
                return true;
            case PathKind.File:
                Count(new SourceEntry(_names.File(relative), () => SafeFile.OpenRead(path)), facts.Size);
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
