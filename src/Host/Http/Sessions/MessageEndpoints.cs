using System.Globalization;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;

namespace Sagas.Host.Http.Sessions;

/// <summary><c>POST /sessions/{id}/messages</c> and <c>/messages/batch</c>. A session that is missing is created.
/// </summary>
internal static class MessageEndpoints
{
    const int AttemptsMax = 3;

    internal sealed record Batch(IReadOnlyList<MessageBody?>? Messages);

    public static void Map(IEndpointRouteBuilder sessions)
    {
        sessions.MapPost("/{id}/messages", Add);
        sessions.MapPost("/{id}/messages/batch", AddBatch);
    }

    static async Task<IResult> Add(
        string id, MessageBody body, HttpContext context, ISessionLog log, SessionCreation creation, TimeProvider time)
    {
        var session = SessionId.OfRoute(id, context.Caller());
        var message = new MessageReading("", time.GetUtcNow()).Read(body, IdOf(context, null));
        var counts = await Append(context, session, [message], log, creation);
        return Answer.Ok(new
        {
            SessionId = session.Name,
            MessageCount = counts.Messages,
            PendingTokens = counts.EstimatedTokens,
            MessageId = message.Id,
        });
    }

    static async Task<IResult> AddBatch(
        string id, Batch body, HttpContext context, ISessionLog log, SessionCreation creation, TimeProvider time)
    {
        var session = SessionId.OfRoute(id, context.Caller());
        if (body.Messages is not { Count: > 0 })
            throw ApiException.Invalid("messages", "is missing or empty");
        if (body.Messages.Count > Limits.BatchMessagesMax)
            throw ApiException.Invalid(
                "messages", $"has {body.Messages.Count} items, {Limits.BatchMessagesMax} at most");
        var now = time.GetUtcNow();
        var messages = body.Messages.Select((message, at) => new MessageReading($"messages[{at}].", now).Read(
            message ?? throw ApiException.Invalid($"messages[{at}]", "is null"), IdOf(context, at))).ToList();
        var counts = await Append(context, session, messages, log, creation);
        return Answer.Ok(new
        {
            SessionId = session.Name,
            MessageCount = counts.Messages,
            PendingTokens = counts.EstimatedTokens,
            Added = messages.Count,
            MessageIds = messages.Select(message => message.Id),
        });
    }

    static async Task<SessionCounts> Append(
        HttpContext context, VikingUri session, IReadOnlyList<SessionMessage> messages, ISessionLog log,
        SessionCreation creation)
    {
        var caller = context.Caller();
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await log.Append(caller.Account, session, messages, context.RequestAborted) is { } counts)
                return counts;
            // Through a transaction: it waits for whoever has the session in flight.
            await creation.Ensure(context, caller, session);
        }
        throw new ApiException(
            ErrorCode.FailedPrecondition, $"{session} is there, but no session: {SessionUri.MessagesName} is missing.",
            new Dictionary<string, object?> { ["resource"] = session.Name, ["type"] = "session" });
    }

    /// <summary>Of the caller's key, if there is one: a message that was sent twice can be told by its id.</summary>
    static string IdOf(HttpContext context, int? at)
    {
        var key = IdempotencyKey.Of(context).Value.ToString("N");
        return at is null ? $"msg_{key}" : string.Create(CultureInfo.InvariantCulture, $"msg_{key}_{at}");
    }
}
