using System.Runtime.CompilerServices;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Http.Reading;

/// <summary>
/// Walks a tree in pre-order, one directory at a time: memory is the open directories of one branch. What vanishes
/// under the walk is left out. The caller stops it when it has enough.
/// </summary>
internal static class TreeWalk
{
    public static async IAsyncEnumerable<WalkedEntry> Walk(
        CallerTree tree, VikingUri? root, WalkOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new Stack<(IEnumerator<FileEntry> Children, string Prefix)>();
        open.Push((await Children(tree, root, options, cancellationToken), ""));
        while (open.TryPeek(out var level))
        {
            if (!level.Children.MoveNext())
            {
                open.Pop();
                continue;
            }
            var entry = level.Children.Current;
            var path = level.Prefix + entry.Name;
            yield return new WalkedEntry(entry, path);
            if (entry.IsDirectory && open.Count < options.Levels)
                open.Push((await Children(tree, entry.Uri, options, cancellationToken), path + "/"));
        }
    }

    static async Task<IEnumerator<FileEntry>> Children(
        CallerTree tree, VikingUri? uri, WalkOptions options, CancellationToken cancellationToken)
    {
        var shown = (await tree.List(uri, cancellationToken) ?? [])
            .Where(child => options.Hidden || child.IsDirectory || !child.IsHidden);
        if (options.ByTime)
            shown = shown.OrderBy(child => child.ModifiedAt).ThenBy(child => child.Name, StringComparer.Ordinal);
        return (options.Descending ? shown.Reverse() : shown).GetEnumerator();
    }
}
