using Sagas.Consumers.FileTree;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>Makes the summaries of directories, where they are not up to date.</summary>
internal sealed class DirectorySummarizer(IFileTree tree, CarefulModels models)
{
    /// <summary>
    /// L1 is keyed by the hash of what it is made of, so an unchanged directory costs no call of a model; L0 by the
    /// hash of its text.
    /// </summary>
    public async Task<DirectorySummaries> Make(
        string account, VikingUri uri, List<SummaryItem> items, StoredEntries stored,
        CancellationToken cancellationToken)
    {
        var material = SemanticIds.Hash(string.Join(
            '\0', items.Select(item => $"{item.Name}\0{(item.IsDirectory ? '/' : ' ')}\0{item.Abstract}")));
        var oldOverview = (await SidecarText.Read(tree, account, uri, Sidecars.Overview, cancellationToken)).Text;
        var oldAbstract = (await SidecarText.Read(tree, account, uri, Sidecars.Abstract, cancellationToken)).Text;
        var (row0, row1) = (stored.Find(uri, 0), stored.Find(uri, 1));
        if (items.Count == 0 && row1 is null && (oldAbstract is { Length: > 0 } || !stored.HasFile(uri)))
            return Described(uri, material, oldAbstract, stored);
        var unchanged = row1?.ContentHash == material && row0 is not null && oldOverview is not null
            && row0.ContentHash == SemanticIds.Hash(oldAbstract ?? "");
        if (unchanged && IsCurrent(uri, row0!, stored) && IsCurrent(uri, row1!, stored))
            return new DirectorySummaries(material, oldAbstract);

        // What is only to be embedded anew keeps its text.
        var made = unchanged
            ? new DirectorySummary(oldOverview!, oldAbstract ?? "")
            : await models.SummarizeDirectory(uri, items, cancellationToken);
        var (overview, gist) = unchanged
            ? (made.Overview, made.Abstract)
            : (Prose.Clip(made.Overview, SemanticLimits.OverviewCharsMax), Clip(made.Abstract));
        return new DirectorySummaries(material, gist)
        {
            Overview = overview == oldOverview ? null : overview,
            Abstract = gist == (oldAbstract ?? (unchanged ? "" : null)) ? null : gist,
            Drafts =
            [
                .. Draft(uri, 0, gist, SemanticIds.Hash(gist), $"{uri.Name}\n{gist}", stored),
                .. Draft(uri, 1, gist, material, overview, stored),
            ],
        };
    }

    /// <summary>An empty directory that was never summarised needs no summary: what its maker wrote there stays, and
    /// is found.</summary>
    DirectorySummaries Described(VikingUri uri, string material, string? description, StoredEntries stored)
    {
        var text = description?.Trim() ?? "";
        return new DirectorySummaries(material, description)
        {
            Drafts = text.Length == 0
                ? []
                : [.. Draft(uri, 0, Clip(text), SemanticIds.Hash(description!), $"{uri.Name}\n{text}", stored)],
        };
    }

    /// <summary>The entry, if it is not stored as it would be.</summary>
    IEnumerable<EntryDraft> Draft(
        VikingUri uri, int level, string gist, string hash, string text, StoredEntries stored)
    {
        if (stored.Find(uri, level) is not { } row || row.ContentHash != hash || !IsCurrent(uri, row, stored))
            yield return new EntryDraft(uri, level, gist, hash, text);
    }

    bool IsCurrent(VikingUri uri, IndexRow row, StoredEntries stored) =>
        row.Model == models.EmbeddingName && row.ContextType == ContextType.Of(uri) && !stored.HasFile(uri);

    static string Clip(string text) => Prose.Clip(text, SemanticLimits.AbstractCharsMax);
}
