using Microsoft.AspNetCore.Mvc;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Sessions;
using Sagas.Host.Http.Writing;
using Sagas.Queries;

namespace Sagas.Host.Http.SessionCommit;

/// <summary><c>POST /sessions/{id}/commit</c>: answers when the archive is durable; the memories are a task.</summary>
internal static class CommitEndpoint
{
    /// <summary>Other fields are ignored, as upstream does.</summary>
    internal sealed record Body(int? KeepRecentCount, string? RetentionMode);

    public static void MapSessionCommit(this IEndpointRouteBuilder api) =>
        api.MapPost("/sessions/{id}/commit", Post);

    static async Task<IResult> Post(
        string id, Body? body, HttpContext context, WriteRunner writes, ISessionLog log, double? timeout,
        [FromQuery(Name = "wait_seconds")] double? waitSeconds)
    {
        if (body?.RetentionMode is { } mode)
            throw mode == "turn_budget"
                ? ApiException.Unimplemented("retention_mode")
                : ApiException.Invalid("retention_mode", $"is '{mode}'; legal is turn_budget");
        var keep = body?.KeepRecentCount ?? 0;
        if (keep is < 0 or > Limits.KeepRecentMax)
            throw ApiException.Invalid("keep_recent_count", $"is {keep}; legal are 0 to {Limits.KeepRecentMax}");
        var times = WriteTimes.Of(timeout, waitSeconds);
        var caller = context.Caller();
        var session = SessionId.OfRoute(id, caller);
        var command = new CommitSession
        {
            SessionId = session.Name,
            KeepRecentCount = keep,
            TransactionId = IdempotencyKey.Of(context),
            Account = caller.Account,
            User = caller.User,
            WaitSeconds = times.LockWait,
        };
        var view = await Run(session.Name, context, writes, command, times.End);
        var live = await log.Count(caller.Account, session, context.RequestAborted);
        return Answer.Ok(ResultOf(session.Name, session, view, live?.EstimatedTokens ?? 0));
    }

    static async Task<TransactionView> Run(
        string id, HttpContext context, WriteRunner writes, CommitSession command, TimeSpan timeout)
    {
        try
        {
            return await writes.Run(context, command, timeout);
        }
        catch (ApiException missing) when (missing.Code == ErrorCode.NotFound)
        {
            throw ApiException.NotFound(id, "session");
        }
    }

    static object ResultOf(string id, VikingUri session, TransactionView view, long activeTokens)
    {
        var archived = view.ResultOf(QueueName.Of<ArchiveMessages>()) is { } result
            ? WireJson.To<ArchivedMessages>(result)
            : throw new InvalidOperationException($"Transaction {view.Id} has archived and does not say what.");
        return archived.Skipped is { } reason
            ? new
            {
                SessionId = id,
                Status = "skipped",
                TaskId = (string?)null,
                ArchiveUri = (string?)null,
                Archived = false,
                Reason = reason,
                TraceId = view.Id.ToString(),
                TransactionId = view.Id,
            }
            : new
            {
                SessionId = id,
                Status = "accepted",
                TaskId = view.Id.ToString(),
                ArchiveUri = SessionUri.Archive(session, archived.Archive).Value,
                Archived = true,
                archived.Messages,
                TraceId = view.Id.ToString(),
                EstimatedActiveTokens = activeTokens,
                BudgetExceeded = false,
                TransactionId = view.Id,
            };
    }
}
