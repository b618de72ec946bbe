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

    public IReadOnlyList<EntryDraft> Drafts { get; init; } = [];

    public IReadOnlyList<byte[]> Vectors { get; init; } = [];

    public IReadOnlyList<SourceHash> Sources { get; init; } = [];

    public IReadOnlyList<string>? Keep { get; init; }

    /// <summary>
    /// One command, or several for a wide directory: the last holds the summaries with their entries (drafted
    /// last) and what to keep, since only then is the directory as a whole what it should be. None when nothing is
    /// new.
    /// </summary>
    public IEnumerable<IndexDirectory> Commands(EnqueueSemantic message)
    {
        if (Drafts.Count == 0 && Overview is null && Abstract is null && Keep is null)
            yield break;
        var entries = Drafts.Select((draft, at) => EntryOf(message, draft, Vectors[at])).ToList();
        var parts = Math.Max(1, (entries.Count + SemanticLimits.EntriesPerPartMax - 1)
            / SemanticLimits.EntriesPerPartMax);
        for (var part = 0; part < parts; part++)
        {
            // The first part takes the odd number, so that the last is full and has L0 and L1 together.
            var from = Math.Max(0, entries.Count - ((parts - part) * SemanticLimits.EntriesPerPartMax));
            var to = Math.Max(0, entries.Count - ((parts - part - 1) * SemanticLimits.EntriesPerPartMax));
            yield return Command(message, entries[from..to], part, isLast: part == parts - 1);
        }
    }

    IndexDirectory Command(EnqueueSemantic message, List<IndexEntry> entries, int part, bool isLast) => new()
    {
        TransactionId = SemanticIds.Of(message, Uri, part, [
            Material, .. entries.Select(entry => entry.ContentHash), .. isLast && Keep is not null ? Keep : []]),
        Account = message.Account,
        User = message.User,
        // A summary must not be lost to a long operation next to it: it waits as long as a command may.
        WaitSeconds = Limits.WaitSecondsMax,
        Uri = Uri.Value,
        Overview = isLast ? Overview : null,
        Abstract = isLast ? Abstract : null,
        Sources = isLast && Sources.Count <= SemanticLimits.SourcesMax ? Sources : SourcesOf(entries),
        Entries = entries,
        Keep = isLast ? Keep : null,
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
