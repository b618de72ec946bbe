namespace Sagas.Contracts;

/// <summary>
/// Asks for the summaries and index entries of a directory to be made anew where its content has changed. Queue
/// <c>enqueue-semantic</c>.
/// </summary>
public sealed record EnqueueSemantic : IPostActionMessage
{
    /// <inheritdoc />
    public required TransactionId TransactionId { get; init; }

    /// <inheritdoc />
    public required string Action { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>On whose behalf.</summary>
    public required string User { get; init; }

    /// <summary>The directory; what no longer exists when its turn comes is skipped.</summary>
    public required VikingUri Uri { get; init; }

    /// <summary>True = everything below; false = only the directory's own summaries, from those of its
    /// children.</summary>
    public bool Recursive { get; init; }

    /// <summary>True = the summaries of the directory above, too, after those of this one: it has come to be there, or
    /// is no longer what it was.</summary>
    public bool IncludeParent { get; init; }

    /// <summary>"resource", "memory" or "skill".</summary>
    public string ContextType { get; init; } = "resource";

    /// <summary>How often the transaction that applies the result has failed before this; 0 = never.</summary>
    public int Attempt { get; init; }

    /// <summary>How often it has been put off because a model could not be asked; 0 = never.</summary>
    public int ModelAttempt { get; init; }
}
