using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>One folder <c>history/archive_NNN</c>, as its <c>.meta.json</c> says.</summary>
/// <param name="Uri">The folder.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Commit">The session commit that made it.</param>
/// <param name="PreviousCommit">The one that made the archive just before; null when there is none.</param>
/// <param name="Messages">How many messages it holds.</param>
/// <param name="TotalMessages">How many it and all before it hold.</param>
/// <param name="EstimatedTokens">About a quarter of their characters.</param>
/// <param name="KeptRecent">How many messages were to stay live.</param>
/// <param name="ArchivedAt">When.</param>
/// <param name="ArchivedBy">The user who committed.</param>
public sealed record SessionArchive(
    VikingUri Uri, int Number, TransactionId Commit, TransactionId? PreviousCommit, int Messages, long TotalMessages,
    long EstimatedTokens, int KeptRecent, DateTimeOffset ArchivedAt, string ArchivedBy);
