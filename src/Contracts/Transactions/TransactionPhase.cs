namespace Sagas.Contracts;

/// <summary>
/// Where a transaction is in its life. The names are the states of the machine, as they are stored and shown.
/// </summary>
public static class TransactionPhase
{
    /// <summary>Declared; nothing has happened.</summary>
    public const string Init = "INIT";

    /// <summary>Waiting for its path locks.</summary>
    public const string Acquire = "ACQUIRE";

    /// <summary>Locks held; steps run in the order of the plan.</summary>
    public const string Exec = "EXEC";

    /// <summary>All steps done. Passed through within one commit on the way to <see cref="Released"/>.</summary>
    public const string Committed = "COMMITTED";

    /// <summary>Steps are undone in reverse order.</summary>
    public const string RollingBack = "ROLLING_BACK";

    /// <summary>All undone. Passed through within one commit on the way to <see cref="Released"/>.</summary>
    public const string RolledBack = "ROLLED_BACK";

    /// <summary>An undo keeps failing: locks are kept, retries go on with backoff, an operator should look.</summary>
    public const string Suspended = "SUSPENDED";

    /// <summary>Ended; locks free. The row stays as history until its retention is over.</summary>
    public const string Released = "RELEASED";
}
