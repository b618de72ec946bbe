namespace Sagas.Consumers.Semantics;

/// <summary>What a run makes of a directory itself.</summary>
/// <param name="Material">The hash of what its summaries are made of.</param>
/// <param name="CurrentAbstract">The abstract, new or not; null when the directory has none.</param>
internal sealed record DirectorySummaries(string Material, string? CurrentAbstract)
{
    /// <summary>The new overview; null = unchanged.</summary>
    public string? Overview { get; init; }

    /// <summary>The new abstract; null = unchanged.</summary>
    public string? Abstract { get; init; }

    /// <summary>Its entries, where they are new: two at the most.</summary>
    public IReadOnlyList<EntryDraft> Drafts { get; init; } = [];

    public bool IsNew => Overview is not null || Abstract is not null || Drafts.Count > 0;
}
