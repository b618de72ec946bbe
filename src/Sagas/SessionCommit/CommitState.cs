using MassTransit;
using Sagas.Contracts;

namespace Sagas.SessionCommit;

/// <summary>
/// The row of one session commit: what its machine remembers besides the transactions that it is made of.
/// </summary>
public sealed class CommitState : SagaStateMachineInstance, ISagaVersion
{
    /// <summary>The commit's id, which is the id of the transaction that archives.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Grows with every change; a change of an older version is refused.</summary>
    public int Version { get; set; }

    /// <summary>The machine's state, stored as one of <see cref="SessionCommitPhase"/>.</summary>
    public string Phase { get; set; } = "";

    /// <summary>The account it runs in.</summary>
    public string Account { get; set; } = "";

    /// <summary>On whose behalf.</summary>
    public string User { get; set; } = "";

    /// <summary>The session, as the producer named it, legal or not.</summary>
    public string Session { get; set; } = "";

    /// <summary>The archive's directory; null before there is one.</summary>
    public string? Archive { get; set; }

    /// <summary>How many messages are in it.</summary>
    public int Messages { get; set; }

    /// <summary>Why nothing was archived although nothing went wrong; null when something was.</summary>
    public string? SkippedBecause { get; set; }

    /// <summary>The commits that wait for this one's extraction to be over.</summary>
    public IReadOnlyList<Guid> Waiters { get; set; } = [];

    /// <summary>The commit of the archive before, while it is not this one's turn; else null.</summary>
    public Guid? Previous { get; set; }

    /// <summary>The attempt under way, or the last one; 0 before the first. Never comes twice.</summary>
    public int Attempt { get; set; }

    /// <summary>The attempts that were over when an operator asked for new ones.</summary>
    public int AttemptsBefore { get; set; }

    /// <summary>Whether another attempt would end as the last one did.</summary>
    public bool IsFinal { get; set; }

    /// <summary>Whether the attempt has left its queue.</summary>
    public bool IsRunning { get; set; }

    /// <summary>When the next attempt begins; null when none is waited for.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>The transaction that writes the memories; null before there is one.</summary>
    public Guid? MemoryId { get; set; }

    /// <summary>What came of it; null before.</summary>
    public CommitResult? Result { get; set; }

    /// <summary>What the models counted so far, in all attempts; null = nothing yet.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Who has cancelled it while it was not known yet whether it archives; null when nobody has.</summary>
    public string? CancelledBy { get; set; }

    /// <summary>Why the last attempt failed, or the commit; null when it did not.</summary>
    public Reason? Reason { get; set; }

    /// <summary>Where the producer wants to hear of the archive; null = nowhere.</summary>
    public Uri? ReplyTo { get; set; }

    /// <summary>The producer's own id of its request.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The timer of the wait for its turn.</summary>
    public Guid? TurnWaitToken { get; set; }

    /// <summary>The timer of what is waited for: the attempt under way, or one of the two transactions.</summary>
    public Guid? AttemptToken { get; set; }

    /// <summary>The timer of the next attempt.</summary>
    public Guid? RestToken { get; set; }
}
