using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// The names of ended transactions. They are links to an empty file: with an inode for each, a file system is out of
/// inodes within a week (ADR 0021). Thread-safe.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="time">The clock.</param>
sealed class Tombstones(string folder, TimeProvider time)
{
    /// <summary>Links have the time of their file, so a tombstone may be younger than it looks, by so much.</summary>
    static readonly TimeSpan Shared = TimeSpan.FromHours(1);

    // Never one of another process: its age would have to be believed. What it links to may be swept, or full.
    volatile Made? _last;

    /// <summary>Makes one; false when it is there already.</summary>
    public bool Make(string path)
    {
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.At < Shared)
        {
            var result = Disk.Link(last.Path, path);
            if (result != RenameResult.Missing)
                return result == RenameResult.Done;
        }
        if (!MakeFile(path))
            return false;
        _last = new Made(path, now);
        return true;
    }

    /// <summary>Deletes those made before <paramref name="olderThan"/>, an hour later than they look; answers how
    /// many.</summary>
    public int Sweep(DateTimeOffset olderThan)
    {
        var lookOlderThan = olderThan - Shared;
        return Sweeping.Each(Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder) : [], path =>
        {
            var facts = PathFacts.Of(path);
            if (facts.Kind == PathKind.Missing || facts.ModifiedAt >= lookOlderThan)
                return false;
            Disk.Delete(path);
            return true;
        });
    }

    bool MakeFile(string path)
    {
        try
        {
            return Disk.MakeFile(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The first transaction of all.
            Disk.MakeWay(folder);
            return Disk.MakeFile(path);
        }
    }

    sealed record Made(string Path, DateTimeOffset At);
}
