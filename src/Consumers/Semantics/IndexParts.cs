using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>The commands that apply what one run makes of one directory, numbered in their order.</summary>
internal sealed class IndexParts(EnqueueSemantic message, VikingUri directory, string model)
{
    int _number;

    /// <summary>Names that have entries and are in the directory no longer.</summary>
    public IndexDirectory Gone(IReadOnlyList<string> names) => Next(names) with { Gone = names };

    /// <summary>Entries of files, each with the hash of what it was made of.</summary>
    public IndexDirectory Files(IReadOnlyList<EntryDraft> drafts, IReadOnlyList<byte[]> vectors) =>
        Next(drafts.Select(draft => $"{draft.Level} {draft.Hash} {draft.Uri.Name}")) with
        {
            Entries = [.. drafts.Select((draft, at) => EntryOf(draft, vectors[at]))],
            Sources = [.. drafts.Where(draft => draft.Level == 2).Select(
                draft => new SourceHash(draft.Uri.Name, draft.Hash))],
        };

    /// <summary>The last one: the summaries, with what speaks of the same state of the directory.</summary>
    public IndexDirectory Last(
        DirectorySummaries summaries, IReadOnlyList<EntryDraft> drafts, IReadOnlyList<byte[]> vectors,
        IReadOnlyList<SourceHash> sources, string listing, IReadOnlyList<SourceHash> abstracts)
    {
        var files = Files([.. drafts, .. summaries.Drafts], vectors);
        if (!summaries.IsNew)
            return files;
        return files with
        {
            TransactionId = SemanticIds.Of(message, directory, _number - 1, [
                summaries.Material, listing, .. files.Entries.Select(entry => entry.ContentHash)]),
            Overview = summaries.Overview,
            Abstract = summaries.Abstract,
            Listing = listing,
            Abstracts = abstracts.Count <= SemanticLimits.SourcesMax ? abstracts : [],
            Sources = sources.Count <= SemanticLimits.SourcesMax ? sources : files.Sources,
        };
    }

    IndexDirectory Next(IEnumerable<string> hashes) => new()
    {
        TransactionId = SemanticIds.Of(message, directory, _number++, hashes),
        Account = message.Account,
        User = message.User,
        // A summary must not be lost to a long operation next to it: it waits as long as a command may.
        WaitSeconds = Limits.WaitSecondsMax,
        ContextType = ContextType.Of(directory),
        Attempt = message.Attempt,
        Uri = directory.Value,
    };

    IndexEntry EntryOf(EntryDraft draft, byte[] vector) => new()
    {
        Uri = draft.Uri,
        Level = draft.Level,
        Abstract = draft.Abstract,
        ContextType = ContextType.Of(draft.Uri),
        ContentHash = draft.Hash,
        Vector = vector,
        Model = model,
        // The private spaces of Caller.MaySee: user/{user} and session/{user}.
        OwnerSpace = draft.Uri.Scope is "user" or "session" && draft.Uri.Segments.Count > 1
            ? draft.Uri.Segments[1]
            : "",
    };
}
