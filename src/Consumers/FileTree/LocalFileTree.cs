using System.Text;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>The tree as plain files of a local folder.</summary>
sealed class LocalFileTree(TreePaths paths, Purge purge) : IFileTree
{
    public ValueTask<FileEntry?> Stat(string account, VikingUri uri, CancellationToken cancellationToken) =>
        ValueTask.FromResult(EntryOf(uri, Look(account, uri)));

    public ValueTask<IReadOnlyList<FileEntry>?> List(
        string account, VikingUri uri, CancellationToken cancellationToken)
    {
        if (Look(account, uri).Kind != PathKind.Directory)
            return ValueTask.FromResult<IReadOnlyList<FileEntry>?>(null);
        try
        {
            return ValueTask.FromResult<IReadOnlyList<FileEntry>?>([.. Children(account, uri)]);
        }
        catch (DirectoryNotFoundException)
        {
            // Taken away between the look and the reading: nothing, unless a reader always finds it.
            return ValueTask.FromResult<IReadOnlyList<FileEntry>?>(uri.IsScopeRoot ? [] : null);
        }
    }

    public ValueTask<Stream?> OpenRead(string account, VikingUri uri, CancellationToken cancellationToken)
    {
        if (Look(account, uri).Kind != PathKind.File)
            return ValueTask.FromResult<Stream?>(null);
        try
        {
            return ValueTask.FromResult<Stream?>(SafeFile.OpenRead(paths.Of(account, uri)));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return ValueTask.FromResult<Stream?>(null);
        }
    }

    public ValueTask<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(paths.Root))
            return ValueTask.FromResult<IReadOnlyList<string>>([]);
        var names = Directory.EnumerateDirectories(paths.Root)
            .Where(path => Disk.KindOf(path) == PathKind.Directory)
            .Select(path => Path.GetFileName(path))
            .Where(name => VikingUriParser.ReasonAgainstSegment(name) is null)
            .Order(StringComparer.Ordinal);
        return ValueTask.FromResult<IReadOnlyList<string>>([.. names]);
    }

    public ValueTask<IReadOnlyList<TransactionId>> OpenTransactions(CancellationToken cancellationToken) =>
        ValueTask.FromResult(purge.Unpurged());

    /// <summary>A scope is always there for a reader, whether or not anything was put in it yet.</summary>
    PathFacts Look(string account, VikingUri uri)
    {
        var facts = paths.Look(account, uri);
        return uri.IsScopeRoot && facts.Kind == PathKind.Missing
            ? new PathFacts(PathKind.Directory, 0, DateTimeOffset.UnixEpoch)
            : facts;
    }

    IEnumerable<FileEntry> Children(string account, VikingUri uri)
    {
        var folder = paths.Of(account, uri);
        if (uri.IsScopeRoot && Disk.KindOf(folder) == PathKind.Missing)
            yield break;
        var names = Directory.EnumerateFileSystemEntries(folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => IsNameable(uri, name))
            .Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (EntryOf(uri.Child(name), PathFacts.Of(Path.Combine(folder, name))) is { } entry)
                yield return entry;
        }
    }

    /// <summary>A name that no URI leads to is not shown: somebody put it there by hand, or what it lies in was moved
    /// to where it is too deep or too long.</summary>
    static bool IsNameable(VikingUri folder, string name) =>
        VikingUriParser.ReasonAgainstSegment(name) is null && name.IsNormalized(NormalizationForm.FormC)
        && folder.Segments.Count < Limits.UriDepthMax
        && folder.ByteCount + 1 + Encoding.UTF8.GetByteCount(name) <= Limits.UriBytesMax;

    static FileEntry? EntryOf(VikingUri uri, PathFacts facts) => facts.Kind is PathKind.File or PathKind.Directory
        ? new FileEntry(uri, facts.Kind == PathKind.Directory, facts.Size, facts.ModifiedAt)
        : null;
}
