using System.Runtime.CompilerServices;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>
/// Makes what the index and the sidecars of one directory should be, part by part: however wide it is, no more than one
/// part's texts and vectors are in memory at once. Used once.
/// </summary>
internal sealed class DirectoryRun(
    IFileTree tree, CarefulModels models, EnqueueSemantic message, VikingUri directory,
    IReadOnlyList<FileEntry> listing, IReadOnlyDictionary<string, ChildAbstract> children, StoredEntries stored)
{
    readonly IndexParts _parts = new(message, directory, models.EmbeddingName);
    readonly DirectorySummarizer _summarizer = new(tree, models);
    readonly List<SourceHash> _sources = [];
    readonly List<SummaryItem> _items = [];
    readonly List<EntryDraft> _drafts = [];

    /// <summary>The directory's abstract, new or not, once all commands were taken; null when it has none.</summary>
    public string? CurrentAbstract { get; private set; }

    /// <summary>The commands that apply what is new; none when nothing is. The last holds the summaries.</summary>
    /// <param name="refreshParent">Whether the directory above is made anew when the abstract is new.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async IAsyncEnumerable<IndexDirectory> Commands(
        bool refreshParent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = listing.Select(entry => entry.Name);
        foreach (var gone in stored.Names.Except(names, StringComparer.Ordinal).Chunk(SemanticLimits.EntriesPerPartMax))
            yield return _parts.Gone(gone);

        foreach (var entry in listing)
        {
            if (await DraftOf(entry, cancellationToken) is not { } draft)
                continue;
            if (_drafts.Count == SemanticLimits.EntriesPerPartMax)
                yield return await Part(cancellationToken);
            _drafts.Add(draft);
        }

        // A scope's summaries would change with everything: it has none, but its files have their entries.
        var summaries = directory.IsScopeRoot
            ? new DirectorySummaries("", null)
            : await _summarizer.Make(message.Account, directory, _items, stored, cancellationToken);
        CurrentAbstract = summaries.CurrentAbstract;
        // Where names come and go all the time the summaries may be refused again and again: the files are not, then.
        if (_drafts.Count + summaries.Drafts.Count > SemanticLimits.EntriesPerPartMax
            || (message.Attempt > 0 && _drafts.Count > 0))
            yield return await Part(cancellationToken);
        if (_drafts.Count > 0 || summaries.IsNew)
        {
            var vectors = await models.Embed([.. _drafts, .. summaries.Drafts], cancellationToken);
            yield return _parts.Last(
                summaries, _drafts, vectors, _sources, ContentListing.HashOf(listing), Abstracts()) with
            {
                RefreshParent = refreshParent && summaries.Abstract is not null,
            };
        }
    }

    async Task<IndexDirectory> Part(CancellationToken cancellationToken)
    {
        var part = _parts.Files(_drafts, await models.Embed(_drafts, cancellationToken));
        _drafts.Clear();
        return part;
    }

    List<SourceHash> Abstracts() =>
        [.. children.SelectMany(child => child.Value.Hashes.Select(hash => new SourceHash(child.Key, hash)))];

    /// <summary>Reads one name for the summaries; its entry, if it is a file that is not stored as it is.</summary>
    async Task<EntryDraft?> DraftOf(FileEntry entry, CancellationToken cancellationToken)
    {
        if (entry.IsDirectory)
        {
            _items.Add(new SummaryItem(entry.Name, true, children[entry.Name].Text));
            return null;
        }
        await using var content = await tree.OpenRead(message.Account, entry.Uri, cancellationToken);
        // Vanished since it was listed: the summaries will be refused, and made anew.
        if (content is null)
            return null;
        var file = await SourceFile.Read(entry, content, cancellationToken);
        _sources.Add(new SourceHash(entry.Name, file.Hash));
        var row = stored.Find(entry.Uri, 2);
        var known = row?.ContentHash == file.Hash ? row : null;
        var gist = known?.Abstract ?? (file.Text is null
            ? entry.Name
            : Prose.Clip(
                await models.SummarizeFile(entry.Uri, file.Text, cancellationToken), SemanticLimits.AbstractCharsMax));
        _items.Add(new SummaryItem(entry.Name, false, gist));
        if (known is not null && known.Model == models.EmbeddingName && known.ContextType == ContextType.Of(entry.Uri)
            && !stored.HasDirectory(entry.Uri))
        {
            return null;
        }
        var body = file.Text ?? "";
        var embedded = body[..Math.Min(body.Length, SemanticLimits.EmbeddedCharsMax)];
        return new EntryDraft(entry.Uri, 2, gist, file.Hash, $"{entry.Name}\n{embedded}");
    }
}
