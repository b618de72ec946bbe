using MassTransit;
using Sagas.Contracts;

namespace Sagas.Lifecycle;

/// <summary>
/// The row of one transaction: all that its machine remembers. Written in the same commit as its locks, its outgoing
/// messages and its timers.
/// </summary>
public sealed class TransactionState : SagaStateMachineInstance, ISagaVersion
{
    /// <summary>The transaction's id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Grows with every change; a change of an older version is refused.</summary>
    public int Version { get; set; }

    /// <summary>The machine's state, stored as one of <see cref="TransactionPhase"/>.</summary>
    public string Phase { get; set; } = "";

    /// <summary>"rm", "mv", "add_resource", …</summary>
    public string Operation { get; set; } = "";

    /// <summary>The account it runs in.</summary>
    public string Account { get; set; } = "";

    /// <summary>On whose behalf.</summary>
    public string User { get; set; } = "";

    /// <summary>Its URIs in the order of the command.</summary>
    public IReadOnlyList<string> Uris { get; set; } = [];

    /// <summary>What it does; never changes.</summary>
    public Plan Plan { get; set; } = new([], [], []);

    /// <summary>What has become of each step.</summary>
    public Journal Journal { get; set; } = Journal.Empty(0);

    /// <summary>One of <see cref="TransactionOutcome"/>; null until it is decided.</summary>
    public string? Outcome { get; set; }

    /// <summary>Why it does not commit; null while it may, or did.</summary>
    public Reason? Reason { get; set; }

    /// <summary>The fence of its locks; null before they were granted.</summary>
    public long? FencingToken { get; set; }

    /// <summary>How long it may wait for its locks, in seconds.</summary>
    public double WaitSeconds { get; set; }

    /// <summary>How many rounds of undo have ended with one that failed.</summary>
    public int UndoRounds { get; set; }

    /// <summary>Where the outcome is sent besides being published; null = nowhere.</summary>
    public Uri? ReplyTo { get; set; }

    /// <summary>The caller's own id of its request.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The timer of the wait for locks.</summary>
    public Guid? LockWaitToken { get; set; }

    /// <summary>The timer of the step or undo in flight.</summary>
    public Guid? StepTimerToken { get; set; }

    /// <summary>The timer of the whole execution.</summary>
    public Guid? ExecDeadlineToken { get; set; }

    /// <summary>The timer of the next round of undo.</summary>
    public Guid? UndoRetryToken { get; set; }
}
