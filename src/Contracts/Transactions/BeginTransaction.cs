namespace Sagas.Contracts;

/// <summary>
/// Starts a transaction whose plan is already made. Sent by the intake of a command to the transaction machine, in
/// the commit that accepts the command.
/// </summary>
public sealed record BeginTransaction
{
    /// <summary>Which transaction.</summary>
    public required TransactionId TransactionId { get; init; }

    /// <summary>What kind: "rm", "mv", "add_resource", …</summary>
    public required string Operation { get; init; }

    /// <summary>The account it runs in.</summary>
    public required string Account { get; init; }

    /// <summary>On whose behalf.</summary>
    public required string User { get; init; }

    /// <summary>What it is about, for people: its URIs in the order of the command.</summary>
    public required IReadOnlyList<string> Uris { get; init; }

    /// <summary>What it locks, all together.</summary>
    public IReadOnlyList<PathLock> Locks { get; init; } = [];

    /// <summary>What it does, in order. Undo runs in reverse.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; init; } = [];

    /// <summary>What it sends when it ends.</summary>
    public IReadOnlyList<PostAction> PostActions { get; init; } = [];

    /// <summary>How long it may wait for its locks; null = the configured default.</summary>
    public double? WaitSeconds { get; init; }

    /// <summary>Set when the command was refused: the transaction is recorded as rejected and does nothing.</summary>
    public Reason? Refusal { get; init; }

    /// <summary>Where the outcome is sent besides being published; null = nowhere.</summary>
    public Uri? ReplyTo { get; init; }

    /// <summary>The caller's own id of its request, returned with the reply.</summary>
    public Guid? RequestId { get; init; }
}
