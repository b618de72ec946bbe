using System.Globalization;
using Sagas.Contracts;
using Sagas.Host.Http.Sessions;
using Sagas.Queries;

namespace Sagas.Host.Http.TaskRecords;

/// <summary>A session commit as clients follow it: the task goes on where its first transaction ends.</summary>
internal static class CommitTask
{
    const string DiffName = "memory_diff.json";

    /// <summary>Whether a cancel still has an effect.</summary>
    public static bool MayCancel(SessionCommitView commit) => commit.Phase is SessionCommitPhase.Archiving
        or SessionCommitPhase.Archived or SessionCommitPhase.Extracting or SessionCommitPhase.Resting;

    public static TaskRecord Of(TaskRecord first, TransactionView view, SessionCommitView commit)
    {
        var updated = commit.UpdatedAt > view.UpdatedAt ? commit.UpdatedAt : view.UpdatedAt;
        return first with
        {
            UpdatedAt = TaskRecord.Epoch(updated),
            UpdatedAtIso = updated,
            ResourceId = first.ResourceId?.Split('/')[^1],
            Meta = MetaOf(commit),
            Stage = StageOf(first, commit),
            Result = first.Status == TransactionStatus.Completed ? ResultOf(view, commit) : null,
            Error = first.Status is TransactionStatus.Failed or TransactionStatus.Cancelled
                ? $"{(commit.Reason ?? view.Reason)?.Code}: {(commit.Reason ?? view.Reason)?.Message}"
                : null,
        };
    }

    static string? StageOf(TaskRecord first, SessionCommitView commit) => commit.Phase switch
    {
        SessionCommitPhase.Archiving => first.Stage,
        SessionCommitPhase.Archived => "queued",
        SessionCommitPhase.Extracting or SessionCommitPhase.Resting => "parsing",
        SessionCommitPhase.Writing => "finalizing",
        _ => null,
    };

    static Dictionary<string, string> MetaOf(SessionCommitView commit)
    {
        var meta = new Dictionary<string, string>
        {
            ["phase"] = commit.Phase,
            ["attempt"] = commit.Attempt.ToString(CultureInfo.InvariantCulture),
        };
        if (commit.Archive is { } archive)
            meta["archive_uri"] = archive;
        if (commit.NextAt is { } next)
            meta["next_at"] = next.ToString("O", CultureInfo.InvariantCulture);
        if (commit.Reason is { } reason)
            meta["last_error"] = $"{reason.Code}: {reason.Message}";
        return meta;
    }

    static object ResultOf(TransactionView view, SessionCommitView commit)
    {
        return new
        {
            SessionId = view.Uris[0].Split('/')[^1],
            ArchiveUri = commit.Archive,
            Reason = commit.SkippedBecause,
            MemoriesExtracted = SessionAnswer.WithTotal(commit.Extracted ?? new Dictionary<string, int>()),
            MemoriesKnown = commit.Known,
            MemoriesDropped = commit.Dropped,
            MemoryDiffUri = commit.Archive is { } archive ? $"{archive}/{DiffName}" : null,
            ActiveCountUpdated = 0,
            SessionSkillsExtracted = 0,
            TokenUsage = new
            {
                Llm = commit.Usage,
                Embedding = new { TotalTokens = 0 },
                Total = new { commit.Usage.TotalTokens },
            },
            TransactionId = view.Id,
        };
    }
}
