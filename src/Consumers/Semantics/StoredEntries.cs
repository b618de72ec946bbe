using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>What the index held about one directory, and what stands directly in it, when its run began.</summary>
internal sealed class StoredEntries
{
    readonly Dictionary<(VikingUri Uri, int Level), IndexRow> _rows;
    readonly HashSet<string> _parents;
    readonly VikingUri _directory;

    StoredEntries(VikingUri directory, DirectoryRows stored)
    {
        _directory = directory;
        _rows = stored.Rows.ToDictionary(row => (row.Uri, row.Level));
        _parents = stored.Parents.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The names in the directory at or below which there are entries, in order.</summary>
    public IEnumerable<string> Names => _rows.Keys.Where(key => key.Uri != _directory).Select(key => key.Uri.Name)
        .Union(_parents, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public static async Task<StoredEntries> Load(
        IVectorIndex index, string account, VikingUri directory, CancellationToken cancellationToken) =>
        new(directory, await index.Directory(account, directory, cancellationToken));

    public IndexRow? Find(VikingUri uri, int level) => _rows.GetValueOrDefault((uri, level));

    /// <summary>Whether there are entries of a file at <paramref name="uri"/>.</summary>
    public bool HasFile(VikingUri uri) => _rows.ContainsKey((uri, 2));

    /// <summary>Whether there are entries of a directory at <paramref name="uri"/>, a name in this one.</summary>
    public bool HasDirectory(VikingUri uri) =>
        _rows.ContainsKey((uri, 0)) || _rows.ContainsKey((uri, 1)) || _parents.Contains(uri.Name);
}
