namespace Sagas.Contracts;

/// <summary>
/// Moves the live messages of a session, but for the newest ones, into a new folder <c>history/archive_NNN</c>.
/// Messages that arrive meanwhile stay live. Nothing to archive is success, and <see cref="ArchivedMessages.Skipped"/>
/// says why.
/// </summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Session">The session's folder; NOT_FOUND when it is not there. Locked as a tree.</param>
/// <param name="Commit">The session commit that this belongs to: the archive is found by it.</param>
/// <param name="KeepRecent">How many of the newest messages stay live.</param>
/// <param name="User">Who committed; for the record.</param>
public sealed record ArchiveMessages(
    string Account, VikingUri Session, TransactionId Commit, int KeepRecent, string User)
    : IStepCommand<ArchivedMessages>;

/// <summary>What is archived, decided before anything is changed.</summary>
/// <param name="Archive">The number of the archive, one more than the highest; 0 when nothing is archived.</param>
/// <param name="Messages">How many messages it holds.</param>
/// <param name="CutBytes">The length of the part of the live file that was archived.</param>
/// <param name="CutHash">Its SHA-256 in hexadecimal: nothing else is cut off, and nothing else put back.</param>
/// <param name="EstimatedTokens">About a quarter of the archived characters.</param>
/// <param name="PreviousCommit">The commit whose archive is the one just before; null when there is none.</param>
/// <param name="Skipped">Why nothing is archived: <see cref="NoMessages"/> or <see cref="AllWithinKeepWindow"/>; null
/// when something is.</param>
public sealed record ArchivedMessages(
    int Archive, int Messages, long CutBytes, string CutHash, long EstimatedTokens, TransactionId? PreviousCommit,
    string? Skipped)
{
    /// <summary>There are no live messages.</summary>
    public const string NoMessages = "no_messages";

    /// <summary>There are not more of them than are to stay live.</summary>
    public const string AllWithinKeepWindow = "all_within_keep_window";
}
