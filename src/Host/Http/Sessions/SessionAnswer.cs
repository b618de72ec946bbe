using Sagas.Consumers.Sessions;
using Sagas.Contracts;

namespace Sagas.Host.Http.Sessions;

/// <summary>A session as clients read it.</summary>
internal static class SessionAnswer
{
    public static object Of(
        VikingUri session, SessionInfo info, SessionCounts live, SessionArchive? last, SessionTotals totals)
    {
        var settings = SessionSettings.Of(info.Settings);
        DateTimeOffset?[] times = [info.CreatedAt, live.LastMessageAt, last?.ArchivedAt];
        return new
        {
            SessionId = session.Name,
            Uri = session.Value,
            User = new { AccountId = info.Account, UserId = info.User },
            info.CreatedAt,
            UpdatedAt = times.Max(),
            CreatedByAccountId = info.Account,
            CreatedByUserId = info.User,
            MessageCount = live.Messages,
            TotalMessageCount = live.Messages + (last?.TotalMessages ?? 0),
            CommitCount = last?.Number ?? 0,
            MemoriesExtracted = WithTotal(totals.Memories),
            LastCommitAt = last?.ArchivedAt,
            LlmTokenUsage = totals.Usage,
            // A commit embeds nothing: the files of memories are indexed for all sessions together (ADR 0014).
            EmbeddingTokenUsage = new { TotalTokens = 0 },
            PendingTokens = live.EstimatedTokens,
            KeepRecentCount = last?.KeptRecent ?? 0,
            live.LastMessageAt,
            settings.MemoryPolicy,
            settings.AutoCommitPolicy,
            MemoryExtractionConfig = settings.Extraction,
        };
    }

    /// <summary>Memories by category, and all of them as <c>total</c>.</summary>
    public static IReadOnlyDictionary<string, int> WithTotal(IReadOnlyDictionary<string, int> memories) =>
        new Dictionary<string, int>(memories) { ["total"] = memories.Values.Sum() };
}
