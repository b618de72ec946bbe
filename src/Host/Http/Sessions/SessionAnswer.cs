using Sagas.Consumers.Sessions;
using Sagas.Contracts;

namespace Sagas.Host.Http.Sessions;

/// <summary>A session as clients read it.</summary>
internal static class SessionAnswer
{
    static readonly object NoUsage = new
    {
        PromptTokens = 0,
        CompletionTokens = 0,
        TotalTokens = 0,
        CachedTokens = 0,
        ReasoningTokens = 0,
    };

    public static object Of(VikingUri session, SessionInfo info, SessionCounts live, SessionArchive? last)
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
            MemoriesExtracted = new { Total = 0 },
            LastCommitAt = last?.ArchivedAt,
            LlmTokenUsage = NoUsage,
            EmbeddingTokenUsage = new { TotalTokens = 0 },
            PendingTokens = live.EstimatedTokens,
            KeepRecentCount = last?.KeptRecent ?? 0,
            live.LastMessageAt,
            settings.MemoryPolicy,
            settings.AutoCommitPolicy,
            MemoryExtractionConfig = settings.Extraction,
        };
    }
}
