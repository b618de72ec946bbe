using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;

namespace Sagas.Host.Http.Sessions;

/// <summary><c>POST /sessions</c>.</summary>
internal static class CreateSessionEndpoint
{
    const int DepthMax = 16;

    internal sealed record Body
    {
        public string? SessionId { get; init; }

        public JsonElement? MemoryPolicy { get; init; }

        public JsonElement? AutoCommitPolicy { get; init; }

        public JsonElement? MemoryExtractionConfig { get; init; }
    }

    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapPost("", Post);

    static async Task<IResult> Post(
        Body? body, HttpContext context, SessionCreation creation, TimeProvider time, double? timeout,
        [FromQuery(Name = "wait_seconds")] double? waitSeconds)
    {
        var caller = context.Caller();
        var times = WriteTimes.Of(timeout, waitSeconds);
        var session = SessionUri.Of(caller.User, body?.SessionId ?? SessionId.New(time));
        var settings = new SessionSettings
        {
            MemoryPolicy = Kept(body?.MemoryPolicy, "memory_policy"),
            AutoCommitPolicy = Kept(body?.AutoCommitPolicy, "auto_commit_policy"),
            MemoryExtractionConfig = Kept(body?.MemoryExtractionConfig, "memory_extraction_config"),
        };
        var view = await creation.Create(
            context, caller, session, settings, IdempotencyKey.Of(context), times,
            body?.SessionId is null ? Sameness.Caller : Sameness.Plan);
        // A request that is sent again without a name is answered with the one that was made the first time.
        var created = VikingUriParser.Parse(view.Uris[0], "uri");
        return Answer.Ok(new
        {
            SessionId = created.Name,
            Uri = created.Value,
            User = new { AccountId = caller.Account, UserId = caller.User },
            settings.AutoCommitPolicy,
            MemoryExtractionConfig = settings.Extraction,
            TransactionId = view.Id,
        });
    }

    static JsonElement? Kept(JsonElement? value, string field)
    {
        if (value is not { ValueKind: not JsonValueKind.Null } given)
            return null;
        if (!JsonText.IsWellFormed(given))
            throw ApiException.Invalid(field, "is not well-formed Unicode");
        // It travels inside the transaction's messages, whose readers go no deeper than 64.
        return JsonText.Depth(given) <= DepthMax
            ? given
            : throw ApiException.Invalid(field, $"has more than {DepthMax} lists and objects one in the other");
    }
}
