using Sagas.Consumers.FileTree;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>Makes what the index and the sidecars of one directory should be, and says what of it is new.</summary>
internal sealed class DirectoryIndexer(IFileTree tree, ISummarizer summarizer, Embedder embedder)
{

    /// <summary>What a reader of the tree takes for content: no dotfiles, so no sidecars, and no sessions.</summary>
    public static bool IsContent(FileEntry entry) =>
        !entry.IsHidden && !SessionUri.IsPrivateToSessions(entry.Uri);

    /// <summary>The text of <c>.abstract.md</c>; null when there is none.</summary>
    public async Task<string?> StoredAbstract(string account, VikingUri directory, CancellationToken cancellationToken)
        => await Sidecar(account, directory, Sidecars.Abstract, cancellationToken);

    /// <param name="message">The run.</param>
    /// <param name="directory">Which directory.</param>
    /// <param name="listing">What is in it, content only.</param>
    /// <param name="abstracts">The abstracts of its directories by name.</param>
    /// <param name="stored">What the index holds.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<DirectoryPlan> Plan(
        EnqueueSemantic message, VikingUri directory, IReadOnlyList<FileEntry> listing,
        IReadOnlyDictionary<string, string> abstracts, StoredEntries stored, CancellationToken cancellationToken)
    {
        var drafts = new List<EntryDraft>();
        var sources = new List<SourceHash>();
        var items = new List<SummaryItem>();
        foreach (var entry in listing)
        {
            var text = entry.IsDirectory
                ? abstracts.GetValueOrDefault(entry.Name, "")
                : await File(message, entry, stored, drafts, sources, cancellationToken);
            if (text is not null)
                items.Add(new SummaryItem(entry.Name, entry.IsDirectory, text));
        }
        // A scope's summaries would change with everything: it has none, but its files have their entries.
        var summary = directory.IsScopeRoot
            ? new DirectoryPlan(directory, "")
            : await Summary(message, directory, items, stored, drafts, cancellationToken);
        var names = listing.Select(entry => entry.Name);
        return summary with
        {
            Drafts = drafts,
            Vectors = await embedder.Embed([.. drafts.Select(draft => draft.Text)], cancellationToken),
            Sources = sources,
            Gone = [.. stored.NamesIn(directory).Except(names, StringComparer.Ordinal)],
        };
    }

    /// <summary>The file's abstract; null when it has vanished since it was listed.</summary>
    async Task<string?> File(
        EnqueueSemantic message, FileEntry entry, StoredEntries stored, List<EntryDraft> drafts,
        List<SourceHash> sources, CancellationToken cancellationToken)
    {
        await using var content = await tree.OpenRead(message.Account, entry.Uri, cancellationToken);
        if (content is null)
            return null;
        var file = await SourceFile.Read(entry, content, cancellationToken);
        sources.Add(new SourceHash(entry.Name, file.Hash));
        if (stored.Find(entry.Uri, 2) is { } row && row.ContentHash == file.Hash
            && row.ContextType == message.ContextType)
        {
            return row.Abstract;
        }
        var gist = file.Text is null
            ? entry.Name
            : Clip(await summarizer.SummarizeFile(entry.Name, file.Text, cancellationToken));
        var body = file.Text ?? "";
        var embedded = body[..Math.Min(body.Length, SemanticLimits.EmbeddedCharsMax)];
        drafts.Add(new EntryDraft(entry.Uri, 2, gist, file.Hash, $"{entry.Name}\n{embedded}"));
        return gist;
    }

    /// <summary>
    /// L1 is keyed by the hash of what it is made of, so an unchanged directory costs no call of a model; L0 by the
    /// hash of its text.
    /// </summary>
    async Task<DirectoryPlan> Summary(
        EnqueueSemantic message, VikingUri directory, List<SummaryItem> items, StoredEntries stored,
        List<EntryDraft> drafts, CancellationToken cancellationToken)
    {
        var material = SemanticIds.Hash(string.Join(
            '\0', items.Select(item => $"{item.Name}\0{(item.IsDirectory ? '/' : ' ')}\0{item.Abstract}")));
        var oldOverview = await Sidecar(message.Account, directory, Sidecars.Overview, cancellationToken);
        var oldAbstract = await Sidecar(message.Account, directory, Sidecars.Abstract, cancellationToken);
        var (row0, row1) = (stored.Find(directory, 0), stored.Find(directory, 1));
        var unchanged = row1?.ContentHash == material && row0 is not null && oldOverview is not null
            && row0.ContentHash == SemanticIds.Hash(oldAbstract ?? "");
        if (unchanged)
            return new DirectoryPlan(directory, material) { CurrentAbstract = oldAbstract };
        if (items.Count == 0 && row1 is null)
            return Described(directory, material, oldAbstract, row0, drafts);

        var made = await summarizer.SummarizeDirectory(directory.Name, items, cancellationToken);
        var (overview, gist) = (Prose.Clip(made.Overview, SemanticLimits.OverviewCharsMax), Clip(made.Abstract));
        if (row0?.ContentHash != SemanticIds.Hash(gist))
            drafts.Add(new EntryDraft(
                directory, 0, gist, SemanticIds.Hash(gist), $"{directory.Name}\n{gist}"));
        if (row1?.ContentHash != material)
            drafts.Add(new EntryDraft(directory, 1, gist, material, overview));
        return new DirectoryPlan(directory, material)
        {
            Overview = overview == oldOverview ? null : overview,
            Abstract = gist == oldAbstract ? null : gist,
            CurrentAbstract = gist,
        };
    }

    /// <summary>An empty directory that was never summarised needs no summary: what its maker wrote there stays, and
    /// is found.</summary>
    static DirectoryPlan Described(
        VikingUri directory, string material, string? description, IndexRow? row0, List<EntryDraft> drafts)
    {
        var text = description?.Trim() ?? "";
        if (text.Length > 0 && row0?.ContentHash != SemanticIds.Hash(description!))
            drafts.Add(new EntryDraft(
                directory, 0, Clip(text), SemanticIds.Hash(description!), $"{directory.Name}\n{text}"));
        return new DirectoryPlan(directory, material) { CurrentAbstract = description };
    }

    async Task<string?> Sidecar(
        string account, VikingUri directory, string name, CancellationToken cancellationToken)
    {
        await using var content = await tree.OpenRead(account, directory.Child(name), cancellationToken);
        if (content is null)
            return null;
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    static string Clip(string text) => Prose.Clip(text, SemanticLimits.AbstractCharsMax);
}
