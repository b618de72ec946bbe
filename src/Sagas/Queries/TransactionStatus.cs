using Sagas.Contracts;

namespace Sagas.Queries;

/// <summary>
/// A transaction in one word, as who follows it sees it: a session commit goes on when its first transaction has ended.
/// </summary>
public static class TransactionStatus
{
    /// <summary>It waits for its beginning or its locks.</summary>
    public const string Pending = "pending";

    /// <summary>It is under way, or being undone, or what follows it is.</summary>
    public const string Running = "running";

    /// <summary>It has committed, and what follows it is done.</summary>
    public const string Completed = "completed";

    /// <summary>It has not committed, or what follows it was given up.</summary>
    public const string Failed = "failed";

    /// <summary>Somebody has cancelled it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Running, Completed, Failed, Cancelled];

    /// <summary>The status of <paramref name="view"/>. <c>StatusRows</c> says the same in SQL.</summary>
    public static string Of(TransactionView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var own = OfTransaction(view);
        return view.Commit?.Phase switch
        {
            // The end of the first transaction is not the end, though the commit may not have heard of it yet.
            SessionCommitPhase.Archiving when own == Completed => Running,
            null or SessionCommitPhase.Archiving or SessionCommitPhase.Failed => own,
            SessionCommitPhase.Completed or SessionCommitPhase.Skipped => Completed,
            SessionCommitPhase.ExtractionFailed => Failed,
            SessionCommitPhase.Cancelled => Cancelled,
            _ => Running,
        };
    }

    static string OfTransaction(TransactionView view) => view switch
    {
        { Phase: TransactionPhase.Init or TransactionPhase.Acquire } => Pending,
        { Phase: not TransactionPhase.Released } => Running,
        { Outcome: TransactionOutcome.Committed } => Completed,
        { Outcome: TransactionOutcome.Cancelled } => Cancelled,
        _ => Failed,
    };
}
