namespace Sagas.Contracts;

/// <summary>How a transaction ended. The names are stored and shown as they are.</summary>
public static class TransactionOutcome
{
    /// <summary>All of it happened.</summary>
    public const string Committed = "committed";

    /// <summary>Something failed; none of it happened. The reason says what failed.</summary>
    public const string RolledBack = "rolled_back";

    /// <summary>Its locks did not become free within its wait; nothing was done. Retryable.</summary>
    public const string Busy = "busy";

    /// <summary>The command can never succeed as it is written; nothing was done.</summary>
    public const string Rejected = "rejected";

    /// <summary>A caller cancelled it; none of it happened.</summary>
    public const string Cancelled = "cancelled";
}
