using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>What is new about one directory, and the commands that apply it.</summary>
/// <param name="Uri">The directory.</param>
/// <param name="Material">The hash of what its summaries are made of.</param>
internal sealed record DirectoryPlan(VikingUri Uri, string Material)
{
    /// <summary>The new overview; null = unchanged.</summary>
    public string? Overview { get; init; }

    /// <summary>The new abstract; null = unchanged.</summary>
    public string? Abstract { get; init; }

    /// <summary>The abstract, new or not; null when the directory has none.</summary>
    public string? CurrentAbstract { get; init; }

    /// <summary>Whether the directory above is made anew after this.</summary>
    public bool RefreshParent { get; init; }

    public IReadOnlyList<EntryDraft> Drafts { get; init; } = [];

    public IReadOnlyList<byte[]> Vectors { get; init; } = [];

    public IReadOnlyList<SourceHash> Sources { get; init; } = [];

    /// <summary>Names that have entries and are in the directory no longer.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>
    /// One command, or several for a wide directory: the last holds the summaries with their entries (drafted
    /// last). None when nothing is new.
    /// </summary>
    public IEnumerable<IndexDirectory> Commands(EnqueueSemantic message)
    {
        if (Drafts.Count == 0 && Overview is null && Abstract is null && Gone.Count == 0)
            yield break;
        var entries = Drafts.Select((draft, at) => EntryOf(message, draft, Vectors[at])).ToList();
        var part = 0;
        foreach (var gone in Gone.Chunk(SemanticLimits.EntriesPerPartMax))
            yield return Command(message, [], part++, isLast: false) with { Gone = gone };

        // The first part takes the odd number, so that the last is full and has L0 and L1 together.
        var first = entries.Count % SemanticLimits.EntriesPerPartMax;
        var starts = new List<int> { 0 };
        for (var at = first > 0 ? first : SemanticLimits.EntriesPerPartMax; at < entries.Count;
             at += SemanticLimits.EntriesPerPartMax)
            starts.Add(at);
        foreach (var (number, from) in starts.Index())
        {
            var isLast = number == starts.Count - 1;
            var to = isLast ? entries.Count : starts[number + 1];
            if (to > from || Overview is not null || Abstract is not null)
                yield return Command(message, entries[from..to], part++, isLast);
        }
    }

    IndexDirectory Command(EnqueueSemantic message, List<IndexEntry> entries, int part, bool isLast) => new()
    {
        TransactionId = SemanticIds.Of(message, Uri, part, [
            Material, .. entries.Select(entry => entry.ContentHash), .. Gone]),
        Account = message.Account,
        User = message.User,
        // A summary must not be lost to a long operation next to it: it waits as long as a command may.
        WaitSeconds = Limits.WaitSecondsMax,
        ContextType = message.ContextType,
        Attempt = message.Attempt,
        Uri = Uri.Value,
        Overview = isLast ? Overview : null,
        Abstract = isLast ? Abstract : null,
        RefreshParent = isLast && RefreshParent,
        Sources = isLast && Sources.Count <= SemanticLimits.SourcesMax ? Sources : SourcesOf(entries),
        Entries = entries,
    };

    List<SourceHash> SourcesOf(List<IndexEntry> entries)
    {
        var names = entries.Where(entry => entry.Level == 2).Select(entry => entry.Uri.Name).ToHashSet();
        return [.. Sources.Where(source => names.Contains(source.Name))];
    }

    static IndexEntry EntryOf(EnqueueSemantic message, EntryDraft draft, byte[] vector) => new()
    {
        Uri = draft.Uri,
        Level = draft.Level,
        Abstract = draft.Abstract,
        ContextType = message.ContextType,
        ContentHash = draft.Hash,
        Vector = vector,
        // The private spaces of Caller.MaySee: user/{user} and session/{user}.
        OwnerSpace = draft.Uri.Scope is "user" or "session" && draft.Uri.Segments.Count > 1
            ? draft.Uri.Segments[1]
            : "",
    };
}
