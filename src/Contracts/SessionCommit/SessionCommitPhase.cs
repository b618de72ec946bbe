namespace Sagas.Contracts;

/// <summary>
/// Where a session commit is. The names are the states of its machine in small letters, as they are stored and shown.
/// </summary>
public static class SessionCommitPhase
{
    /// <summary>Its messages are being archived: the transaction of the same id runs.</summary>
    public const string Archiving = "archiving";

    /// <summary>Archived; waits until the extraction of the archive before is over.</summary>
    public const string Archived = "archived";

    /// <summary>A model is asked for the memories.</summary>
    public const string Extracting = "extracting";

    /// <summary>The last attempt has failed; the next one has its time.</summary>
    public const string Resting = "resting";

    /// <summary>The memories are being written by a transaction of their own.</summary>
    public const string Writing = "writing";

    /// <summary>All attempts have failed. The archive is whole; an operator may try again.</summary>
    public const string ExtractionFailed = "extraction_failed";

    /// <summary>Archived, and its memories are written.</summary>
    public const string Completed = "completed";

    /// <summary>There was nothing to archive.</summary>
    public const string Skipped = "skipped";

    /// <summary>Nothing was archived: the transaction of the same id says why.</summary>
    public const string Failed = "failed";

    /// <summary>Archived; somebody did not want the memories.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Those in which nothing happens any more by itself.</summary>
    public static IReadOnlyList<string> Ended { get; } = [ExtractionFailed, Completed, Skipped, Failed, Cancelled];
}
