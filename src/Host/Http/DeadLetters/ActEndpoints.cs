using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.Http.Access;

namespace Sagas.Host.Http.DeadLetters;

/// <summary>
/// <c>POST /dead-letters/{id}/replay|discard</c> and <c>POST /dead-letters/replay|discard</c>: exactly the letters
/// that the operator saw, each with its result.
/// </summary>
internal static class ActEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var action in (string[])[DeadLetterOrder.Replay, DeadLetterOrder.Discard])
        {
            api.MapPost($"/dead-letters/{{id}}/{action}", (
                string id, ActBody? body, HttpContext context, DeadLetterDesk desk) =>
                One(action, id, body, context, desk));
            api.MapPost($"/dead-letters/{action}", (
                ActBody body, HttpContext context, DeadLetterDesk desk) => Many(action, body, context, desk));
        }
    }

    static async Task<IResult> One(
        string action, string id, ActBody? body, HttpContext context, DeadLetterDesk desk)
    {
        var order = OrderOf(action, [id], body, context);
        var outcome = (await desk.Act(order, await desk.Visible(context), context.RequestAborted)).Single();
        if (outcome.Result == DeadLetterResult.Gone)
            throw ApiException.NotFound(id, "dead letter");
        if (outcome.Result == DeadLetterResult.Failed)
            throw new ApiException(ErrorCode.FailedPrecondition, outcome.Problem ?? "");
        return Answer.Ok(outcome);
    }

    static async Task<IResult> Many(string action, ActBody body, HttpContext context, DeadLetterDesk desk)
    {
        var letters = await desk.Visible(context);
        var order = OrderOf(action, IdsOf(body, letters), body, context);
        var outcomes = await desk.Act(order, letters, context.RequestAborted);
        return Answer.Ok(new
        {
            Done = outcomes.Count(o => o.Result is DeadLetterResult.Replayed or DeadLetterResult.Discarded),
            Gone = outcomes.Count(o => o.Result is DeadLetterResult.Gone),
            Failed = outcomes.Count(o => o.Result is DeadLetterResult.Failed),
            Outcomes = outcomes,
        });
    }

    static IReadOnlyList<string> IdsOf(ActBody body, IReadOnlyList<DeadLetter> letters)
    {
        var ways = (body.Ids is null ? 0 : 1) + (body.Group is null ? 0 : 1) + (body.All is true ? 1 : 0);
        if (ways != 1)
            throw ApiException.Invalid("ids", "or group, or all: exactly one of them is needed");
        if (body.Ids is { } ids)
        {
            return ids.Count is > 0 and <= DeadLetterDesk.LettersMax
                ? ids
                : throw ApiException.Invalid("ids", $"has {ids.Count}; legal are 1 to {DeadLetterDesk.LettersMax}");
        }
        var meant = letters.Where(letter => body.All is true || letter.Group == body.Group).ToList();
        if (body.Fingerprint is null)
            throw ApiException.Invalid("fingerprint", "is missing: the listing shows it");
        if (body.Fingerprint != LetterGroup.FingerprintOf(meant))
        {
            throw new ApiException(
                ErrorCode.FailedPrecondition,
                $"The letters are not those that you saw; there are {meant.Count} now. List them again.",
                new Dictionary<string, object?> { ["count"] = meant.Count });
        }
        return [.. meant.Select(letter => letter.Id)];
    }

    static DeadLetterOrder OrderOf(string action, IReadOnlyList<string> ids, ActBody? body, HttpContext context)
    {
        if (action == DeadLetterOrder.Discard && string.IsNullOrWhiteSpace(body?.Reason))
            throw ApiException.Invalid("reason", "is missing: say why this may be lost");
        if (body?.Reason is { Length: > Limits.MessageLengthMax })
            throw ApiException.Invalid("reason", $"has more than {Limits.MessageLengthMax} characters");
        var perSecond = body?.PerSecond ?? DeadLetterOrder.Unhurried;
        if (perSecond is not (>= DeadLetterOrder.PerSecondMin and <= DeadLetterOrder.PerSecondMax))
        {
            throw ApiException.Invalid(
                "per_second",
                $"is {perSecond}; legal are {DeadLetterOrder.PerSecondMin} to {DeadLetterOrder.PerSecondMax}");
        }
        var caller = context.Caller();
        return new DeadLetterOrder(action, ids, $"{caller.Account}/{caller.User}", body?.Reason, perSecond);
    }
}
