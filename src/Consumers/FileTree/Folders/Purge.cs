using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>The end of a transaction's folders. Thread-safe.</summary>
/// <param name="paths">Where everything lies.</param>
/// <param name="time">The clock; null = the machine's.</param>
sealed class Purge(TreePaths paths, TimeProvider? time = null) : ITombstones
{
    readonly Tombstones _tombstones = new(paths.Closed, time ?? TimeProvider.System);

    /// <summary>Closes the transaction for good, then empties the homes of its steps, or puts them where no writer
    /// finds them. Twice is once.</summary>
    public void Close(TransactionId id, bool keepsSetAside = false)
    {
        // The tombstone first: a late execute that makes a home anew looks for it afterwards.
        var isFirst = _tombstones.Make(paths.ClosedOf(id));
        paths.ClosedNames.Sync();
        if (keepsSetAside)
            Disk.MakeWay(paths.Kept);
        var anyKept = Directory.Exists(paths.Kept);
        for (var step = 0; step < Limits.StepsMax; step++)
        {
            var stepId = new StepId(id, step);
            if (keepsSetAside)
            {
                // Died here: the home has its old name, and no late message deletes it; the purge is sent again.
                Disk.Rename(paths.HomeOf(stepId), paths.KeptOf(stepId));
                continue;
            }
            if (anyKept)
                Disk.Delete(paths.KeptOf(stepId));
            Take(stepId, isFirst);
        }
    }

    /// <summary>The transactions with a home, or what is left of it.</summary>
    public IReadOnlyList<TransactionId> Unpurged() =>
    [
        .. ((string[])[paths.Open, paths.Purging, paths.Kept]).SelectMany(Names).Select(name => name.Split('.')[0])
            .Distinct().Order(StringComparer.Ordinal).SelectMany(IdOf),
    ];

    /// <inheritdoc />
    public int Sweep(DateTimeOffset olderThan)
    {
        try
        {
            return _tombstones.Sweep(olderThan);
        }
        finally
        {
            paths.Spares.Sweep(olderThan);
        }
    }

    void Take(StepId step, bool isFirst)
    {
        if (!isFirst)
        {
            // Left by a purge that died below.
            Disk.Delete(paths.PurgingOf(step));
        }
        var home = paths.HomeOf(step);
        if (Disk.KindOf(home) == PathKind.Missing)
            return;
        var purging = paths.PurgingOf(step);
        // Died here: the home is still there by name, the tombstone says otherwise; the purge is sent again.
        if (Disk.Rename(home, purging) == RenameResult.Missing)
        {
            Disk.MakeWay(paths.Purging);
            Disk.Rename(home, purging);
        }
        // A power failure may bring the home back under either name: it is closed, and listed as not purged.
        // Died here: no writer finds the home any more; its bytes wait for the purge that is sent again.
        if (Disk.KindOf(purging) != PathKind.Missing)
            paths.Spares.TakeBack(purging, StepFolder.RecordNameIn(home));
    }

    static IEnumerable<string> Names(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))
        : [];

    static IEnumerable<TransactionId> IdOf(string name) =>
        TransactionId.TryParse(name, null, out var id) ? [id] : [];
}
