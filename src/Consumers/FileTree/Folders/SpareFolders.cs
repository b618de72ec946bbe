using System.Collections.Concurrent;
using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// Folders of ended transactions, emptied, for the next ones. A file system remembers for a while what was deleted and
/// steps over it whenever something is made: with some hundred transactions a second that search is half of a move
/// (ADR 0019). A spare has a folder <c>home</c>, in it <c>blank</c>, in it the file <c>record</c>; each may be
/// missing, and who takes it makes what is not there. Thread-safe.
/// </summary>
/// <param name="folder">Where the spares lie.</param>
/// <param name="keptMax">How many are kept.</param>
sealed class SpareFolders(string folder, int keptMax)
{
    /// <summary>What a spare calls a step's home.</summary>
    public const string Home = "home";

    /// <summary>What a spare calls the folder that is named after the step's state.</summary>
    public const string Blank = "blank";

    /// <summary>What a spare calls the file of the undo record; its bytes mean nothing.</summary>
    public const string Record = "record";

    const string Doomed = ".doomed";

    // Only what this process has emptied itself: after a power failure a spare that lies there may be half empty.
    readonly ConcurrentStack<string> _kept = new();

    /// <summary>Makes a directory at <paramref name="path"/>, from a spare if there is one; what is there already
    /// stays.</summary>
    /// <exception cref="DirectoryNotFoundException">Its parent is not there.</exception>
    public void MakeDirectory(string path)
    {
        while (_kept.TryPop(out var spare))
        {
            switch (Disk.Rename(spare, path))
            {
                case RenameResult.Done:
                    return;
                case RenameResult.Taken:
                    _kept.Push(spare);
                    return;
                default:
                    // Swept, or the parent is missing, which the call below tells.
                    continue;
            }
        }
        Disk.MakeDirectory(path);
    }

    /// <summary>Deletes what a closed transaction's folder holds; the folder itself is kept or deleted. It must be one
    /// that no writer finds any more.</summary>
    public void TakeBack(string path)
    {
        // Nothing to do for a transaction without steps in the tree, and for a purge that comes twice.
        if (Disk.KindOf(path) == PathKind.Missing)
            return;
        if (_kept.Count >= keptMax || !Empty(path))
        {
            Disk.Delete(path);
            return;
        }
        var spare = Path.Combine(folder, Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        // Died here, or later: nobody knows of the folder; the purge that is sent again deletes it, or the sweep.
        if (Disk.Rename(path, spare) == RenameResult.Done)
            _kept.Push(spare);
    }

    /// <summary>Deletes the spares made before <paramref name="olderThan"/>: those of processes that are gone.
    /// </summary>
    public void Sweep(DateTimeOffset olderThan)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var spare in Directory.GetDirectories(folder))
        {
            if (PathFacts.Of(spare).ModifiedAt >= olderThan)
                continue;
            var doomed = spare.EndsWith(Doomed, StringComparison.Ordinal) ? spare : spare + Doomed;
            // Another process may take it at this moment: one of the two renames wins.
            Disk.Rename(spare, doomed);
            Disk.Delete(doomed);
        }
    }

    /// <summary>Leaves one home with nothing but a blank record; false when it has none.</summary>
    static bool Empty(string path)
    {
        var entries = Directory.GetFileSystemEntries(path);
        var home = entries.FirstOrDefault(IsHome);
        foreach (var entry in entries)
        {
            if (entry != home)
                Disk.Delete(entry);
        }
        if (home is null || Directory.GetFileSystemEntries(home) is not [var state])
            return false;
        foreach (var entry in Directory.GetFileSystemEntries(state))
        {
            if (Path.GetFileName(entry) != StepFolder.RecordName)
                Disk.Delete(entry);
        }
        Disk.Rename(Path.Combine(state, StepFolder.RecordName), Path.Combine(state, Record));
        // Not every file system keeps the order of renames over a power failure: a step that was only opened must not
        // find the record of another one in its folder. What else is left here would be synced before it matters.
        Disk.SyncFolder(state);
        Disk.Rename(state, Path.Combine(home, Blank));
        Disk.Rename(home, Path.Combine(path, Home));
        return true;
    }

    /// <summary>A home is called by the number of its step; what is not published has a longer name.</summary>
    static bool IsHome(string path) => Path.GetFileName(path).All(char.IsAsciiDigit);
}
