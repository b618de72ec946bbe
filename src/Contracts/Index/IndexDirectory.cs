using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// Applies what the semantic consumer made of one directory: its summaries and the index entries of its files. It
/// is refused as <see cref="ErrorCode.Stale"/> when a source has changed since it was read. Queue
/// <c>index-directory</c>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IndexDirectory : IOperationCommand
{
    /// <summary>The directory.</summary>
    public string? Uri { get; init; }

    /// <summary>The text of <c>.overview.md</c> (L1); null = leave it as it is.</summary>
    public string? Overview { get; init; }

    /// <summary>The text of <c>.abstract.md</c> (L0); null = leave it as it is.</summary>
    public string? Abstract { get; init; }

    /// <summary>The files that were read: all must still have these hashes.</summary>
    public IReadOnlyList<SourceHash> Sources { get; init; } = [];

    /// <summary>
    /// The hash of the names and kinds in the directory that the summaries speak of: it must still be the same.
    /// null = it is not compared, as nothing speaks of them.
    /// </summary>
    public string? Listing { get; init; }

    /// <summary>
    /// The abstracts of directories in it that its summaries are made of, by name: each must be one of those that
    /// are given for it. "" = it has none.
    /// </summary>
    public IReadOnlyList<SourceHash> Abstracts { get; init; } = [];

    /// <summary>Entries to insert or replace.</summary>
    public IReadOnlyList<IndexEntry> Entries { get; init; } = [];

    /// <summary>
    /// Whether the summaries of the directory above are made anew when this is committed: its abstract, which they
    /// are made of, is then in the tree.
    /// </summary>
    public bool RefreshParent { get; init; }

    /// <summary>
    /// Names that are no longer in the directory: their entries, and those below them, are removed. It is refused
    /// as stale when one of them is there again.
    /// </summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>What it was made as: "resource", "memory" or "skill". Another attempt is made as the same.</summary>
    public string ContextType { get; init; } = "resource";

    /// <summary>How often it has failed before, for a reason that may pass. It is made anew, from the tree as it is
    /// then, <see cref="Limits.IndexRetriesMax"/> times at the most.</summary>
    public int Attempt { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
