using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>What the index held, of the directories of one run, when it began.</summary>
internal sealed class StoredEntries
{
    readonly Dictionary<(VikingUri Uri, int Level), IndexRow> _rows = [];
    readonly Dictionary<VikingUri, HashSet<string>> _names = [];

    /// <param name="index">The index.</param>
    /// <param name="message">The run.</param>
    /// <param name="root">Its directory.</param>
    /// <param name="recursive">False = only the directory itself and what stands directly in it.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<StoredEntries> Load(
        IVectorIndex index, EnqueueSemantic message, VikingUri root, bool recursive,
        CancellationToken cancellationToken)
    {
        var stored = new StoredEntries();
        await foreach (var row in index.Rows(message.Account, root, cancellationToken))
            stored.Add(row, root, recursive);
        return stored;
    }

    public IndexRow? Find(VikingUri uri, int level) => _rows.GetValueOrDefault((uri, level));

    /// <summary>The names directly in a directory below which there are entries.</summary>
    public IReadOnlyCollection<string> NamesIn(VikingUri directory) =>
        _names.TryGetValue(directory, out var names) ? names : [];

    void Add(IndexRow row, VikingUri root, bool recursive)
    {
        if (recursive || row.Uri == root || row.Uri.Parent == root)
            _rows[(row.Uri, row.Level)] = row;
        var below = row.Uri;
        while (below != root && below.Parent is { } parent)
        {
            if (recursive || parent == root)
                (_names.TryGetValue(parent, out var names) ? names : _names[parent] = new(StringComparer.Ordinal))
                    .Add(below.Name);
            below = parent;
        }
    }
}
