using Sagas.Contracts;

namespace Sagas.Queries;

/// <summary>A session commit as callers and operators see it.</summary>
public sealed record SessionCommitView
{
    /// <summary>One of <see cref="SessionCommitPhase"/>.</summary>
    public required string Phase { get; init; }

    /// <summary>The archive's directory; null before there is one.</summary>
    public string? Archive { get; init; }

    /// <summary>How many messages are in it.</summary>
    public int Messages { get; init; }

    /// <summary>Why nothing was archived although nothing went wrong; null when something was.</summary>
    public string? SkippedBecause { get; init; }

    /// <summary>The attempt under way, or the last one; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>When the next attempt begins; null when none is waited for.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The transaction that writes the memories; null before there is one.</summary>
    public TransactionId? MemoryTransaction { get; init; }

    /// <summary>New memories by category; null before they are written.</summary>
    public IReadOnlyDictionary<string, int>? Extracted { get; init; }

    /// <summary>How many memories were there before.</summary>
    public int Known { get; init; }

    /// <summary>How many could not be used.</summary>
    public int Dropped { get; init; }

    /// <summary>What the models counted, in all attempts.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.None;

    /// <summary>Why the last attempt failed, or the commit; null when it did not.</summary>
    public Reason? Reason { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether anything is still to come by itself.</summary>
    public bool IsOver => SessionCommitPhase.Ended.Contains(Phase);
}
