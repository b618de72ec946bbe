using Microsoft.Extensions.AI;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Host.Verification;

/// <summary>Compares the tree with the index, both ways.</summary>
internal sealed class TreeIndexComparison(
    IFileTree tree, IVectorIndex index, IEmbeddingGenerator<string, Embedding<float>> embedder)
{
    const int FileLevel = 2;

    /// <summary>Entries whose file or directory is gone, or whose vector is of another model, and how many entries
    /// there are.</summary>
    public async Task<(int Entries, List<Disagreement> Found)> Entries(
        string account, Caller caller, CancellationToken cancellationToken)
    {
        var entries = 0;
        var found = new List<Disagreement>();
        var model = EmbeddingModel.NameOf(embedder);
        await foreach (var row in index.Rows(account, null, cancellationToken))
        {
            if (!caller.MaySee(row.Uri))
                continue;
            entries++;
            var entry = await tree.Stat(account, row.Uri, cancellationToken);
            var wanted = row.Level == FileLevel ? "file" : "directory";
            if (entry is null || entry.IsDirectory != (row.Level != FileLevel))
                found.Add(new Disagreement(
                    DisagreementKind.Orphan, $"Level {row.Level} entry, but no such {wanted}.", account, row.Uri));
            else if (row.Model != model)
                found.Add(new Disagreement(
                    DisagreementKind.OtherModel,
                    $"Level {row.Level} entry embedded by '{row.Model}', not by '{model}'.", account, row.Uri));
        }
        return (entries, found);
    }

    /// <summary>Files at and below <paramref name="root"/> (null = everywhere) that have no entry, and how many files
    /// there are.</summary>
    public async Task<(int Files, List<VikingUri> Missing)> Missing(
        string account, VikingUri? root, Caller caller, CancellationToken cancellationToken)
    {
        var known = new HashSet<VikingUri>();
        await foreach (var row in index.Rows(account, root, cancellationToken))
        {
            if (row.Level == FileLevel)
                known.Add(row.Uri);
        }
        var files = 0;
        var missing = new List<VikingUri>();
        var open = new Stack<VikingUri>(root is null ? Scopes() : [root]);
        while (open.TryPop(out var directory))
        {
            foreach (var child in await tree.List(account, directory, cancellationToken) ?? [])
            {
                if (child.IsHidden || !caller.MaySee(child.Uri) || SessionUri.IsPrivateToSessions(child.Uri))
                    continue;
                if (child.IsDirectory)
                    open.Push(child.Uri);
                else if (++files > 0 && !known.Contains(child.Uri))
                    missing.Add(child.Uri);
            }
        }
        return (files, missing);
    }

    static IEnumerable<VikingUri> Scopes() => VikingUriParser.Scopes
        .Where(scope => scope != "session")
        .Select(scope => VikingUriParser.Parse(VikingUri.Scheme + scope, "scope"));
}
