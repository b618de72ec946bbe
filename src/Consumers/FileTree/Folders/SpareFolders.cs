using System.Collections.Concurrent;
using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// Homes of ended transactions' steps, emptied, for the next ones. A file system remembers for a while what was deleted
/// and steps over it whenever something is made: with some hundred transactions a second that search is half of a move
/// (ADR 0019). A spare has a folder <c>blank</c> and in it, unless it was never written, the file <c>record</c>.
/// Thread-safe.
/// </summary>
/// <param name="folder">Where the spares lie.</param>
/// <param name="keptMax">How many are kept.</param>
sealed class SpareFolders(string folder, int keptMax)
{
    /// <summary>What a spare calls the file of the undo record; its bytes mean nothing.</summary>
    public const string Record = "record";

    const string Blank = "blank";
    const string Doomed = ".doomed";

    // Only what this process has emptied itself: after a power failure a spare that lies there may be half empty.
    readonly ConcurrentStack<string> _kept = new();

    /// <summary>Makes a home at <paramref name="path"/>, with one folder in it that is called <paramref name="state"/>;
    /// what is there already stays.</summary>
    public void Publish(string path, string state)
    {
        while (true)
        {
            // Died here, or later: nobody knows of the folder; the sweep deletes it.
            var spare = Take(state) ?? Make(state);
            var result = Disk.Rename(spare, path);
            if (result == RenameResult.Missing)
            {
                // The first step of all.
                Disk.MakeWay(Path.GetDirectoryName(path)!);
                result = Disk.Rename(spare, path);
            }
            // Swept at this moment.
            if (result == RenameResult.Missing)
                continue;
            if (result == RenameResult.Taken)
                Disk.Delete(spare);
            return;
        }
    }

    /// <summary>Empties a home, and keeps or deletes it. It must be one that no writer finds any more.</summary>
    /// <param name="home">Where it is.</param>
    /// <param name="record">What it calls its undo record.</param>
    public void TakeBack(string home, string record)
    {
        if (_kept.Count >= keptMax || !Empty(home, record))
        {
            Disk.Delete(home);
            return;
        }
        var spare = NewPath();
        // Died here, or later: nobody knows of the folder; the purge that is sent again deletes it, or the sweep.
        var result = Disk.Rename(home, spare);
        if (result == RenameResult.Missing)
        {
            Disk.MakeWay(folder);
            result = Disk.Rename(home, spare);
        }
        // Not when a twin of the purge was faster.
        if (result == RenameResult.Done)
            _kept.Push(spare);
    }

    /// <summary>Deletes the spares made before <paramref name="olderThan"/>: those of processes that are gone.
    /// </summary>
    public void Sweep(DateTimeOffset olderThan)
    {
        if (!Directory.Exists(folder))
            return;
        Sweeping.Each(Directory.GetDirectories(folder), spare =>
        {
            if (PathFacts.Of(spare).ModifiedAt >= olderThan)
                return false;
            var doomed = spare.EndsWith(Doomed, StringComparison.Ordinal) ? spare : spare + Doomed;
            // Another process may take it at this moment: one of the two renames wins.
            Disk.Rename(spare, doomed);
            Disk.Delete(doomed);
            return true;
        });
    }

    string? Take(string state)
    {
        while (_kept.TryPop(out var spare))
        {
            // Missing when it was swept.
            if (Disk.Rename(Path.Combine(spare, Blank), Path.Combine(spare, state)) == RenameResult.Done)
                return spare;
        }
        return null;
    }

    string Make(string state)
    {
        var spare = NewPath();
        Disk.MakeWay(folder);
        Disk.MakeDirectory(spare);
        Disk.MakeDirectory(Path.Combine(spare, state));
        return spare;
    }

    string NewPath() => Path.Combine(folder, Path.GetRandomFileName());

    /// <summary>Leaves nothing but a blank record; false when the home has no folder, or several.</summary>
    static bool Empty(string home, string record)
    {
        if (Directory.GetFileSystemEntries(home) is not [var state])
            return false;
        var others = 0;
        foreach (var entry in Directory.GetFileSystemEntries(state))
        {
            if (Path.GetFileName(entry) == record)
                continue;
            Disk.Delete(entry);
            others++;
        }
        Disk.Rename(Path.Combine(state, record), Path.Combine(state, Record));
        // What is left of another step must not come back with a power failure into the folder of the next. The record
        // alone may: the next step does not know it by its name.
        if (others > 0)
            Disk.SyncFolder(state);
        Disk.Rename(state, Path.Combine(home, Blank));
        return true;
    }
}
