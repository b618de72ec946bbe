using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>The end of a transaction's folder. Thread-safe.</summary>
sealed class Purge(TreePaths paths) : ITombstones
{
    /// <summary>Closes the transaction for good, then deletes what its folder held. Twice is once.</summary>
    public void Close(TransactionId id)
    {
        Directory.CreateDirectory(paths.Closed);
        Directory.CreateDirectory(paths.Purging);
        // The tombstone first: a late execute that makes the folder anew looks for it afterwards.
        Disk.MakeDirectory(paths.ClosedOf(id));
        paths.ClosedNames.Sync();
        var purging = paths.PurgingOf(id);
        // Left by a purge that died below.
        Disk.Delete(purging);
        // Died here: the folder is still open by name, its tombstone says otherwise; the purge is sent again.
        Disk.Rename(paths.OpenOf(id), purging);
        // A power failure may bring the folder back under either name: it is closed, and listed as not purged.
        // Died here: no writer finds the folder any more; its bytes wait for the purge that is sent again.
        paths.Spares.TakeBack(purging);
    }

    /// <summary>The transactions whose folder, or what is left of it, is still there.</summary>
    public IReadOnlyList<TransactionId> Unpurged() =>
        [.. Names(paths.Open).Union(Names(paths.Purging)).Order(StringComparer.Ordinal).SelectMany(IdOf)];

    /// <inheritdoc />
    public int Sweep(DateTimeOffset olderThan)
    {
        var old = Names(paths.Closed).SelectMany(IdOf)
            .Where(id => PathFacts.Of(paths.ClosedOf(id)) is { Kind: PathKind.Directory } facts
                && facts.ModifiedAt < olderThan)
            .ToList();
        paths.Spares.Sweep(olderThan);
        return old.Count(id => Disk.RemoveIfEmpty(paths.ClosedOf(id)));
    }

    static IEnumerable<string> Names(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))
        : [];

    static IEnumerable<TransactionId> IdOf(string name) =>
        TransactionId.TryParse(name, null, out var id) ? [id] : [];
}
