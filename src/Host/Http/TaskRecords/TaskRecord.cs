using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Host.Http.TaskRecords;

/// <summary>A transaction as clients follow it: OpenViking's task.</summary>
internal sealed record TaskRecord(string TaskId, string TaskType, string Status)
{
    public required double CreatedAt { get; init; }

    public required double UpdatedAt { get; init; }

    public required DateTimeOffset CreatedAtIso { get; init; }

    public required DateTimeOffset UpdatedAtIso { get; init; }

    public required string? ResourceId { get; init; }

    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>();

    public required string? Stage { get; init; }

    public required object? Result { get; init; }

    public required string? Error { get; init; }

    public static TaskRecord Of(TransactionView view)
    {
        var status = TransactionStatus.Of(view);
        var root = view.Uris.Count > 0 ? view.Uris[0] : null;
        var record = new TaskRecord(view.Id.ToString(), view.Operation, status)
        {
            CreatedAt = Epoch(view.CreatedAt),
            UpdatedAt = Epoch(view.UpdatedAt),
            CreatedAtIso = view.CreatedAt,
            UpdatedAtIso = view.UpdatedAt,
            ResourceId = root,
            Stage = StageOf(view),
            Result = status == TransactionStatus.Completed
                ? new { Status = "success", RootUri = root, TransactionId = view.Id }
                : null,
            Error = status is TransactionStatus.Failed or TransactionStatus.Cancelled
                ? $"{view.Reason?.Code}: {view.Reason?.Message}"
                : null,
        };
        return view.Commit is { } commit ? CommitTask.Of(record, view, commit) : record;
    }

    static string? StageOf(TransactionView view) => view.Phase switch
    {
        TransactionPhase.Init or TransactionPhase.Acquire => "queued",
        TransactionPhase.Exec when view.Steps.All(s => s.Status != "done") => "parsing",
        TransactionPhase.Released => null,
        _ => "finalizing",
    };

    internal static double Epoch(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
