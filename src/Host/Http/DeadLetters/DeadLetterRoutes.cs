using Microsoft.AspNetCore.Mvc;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.Http.Access;

namespace Sagas.Host.Http.DeadLetters;

/// <summary><c>/api/v1/dead-letters…</c>: looking at dead letters.</summary>
internal static class DeadLetterRoutes
{
    const int LimitDefault = 100;

    public static void MapDeadLetters(this IEndpointRouteBuilder api)
    {
        api.MapGet("/dead-letters", List);
        api.MapGet("/dead-letters/actions", Actions);
        api.MapGet("/dead-letters/{id}", Get);
        ActEndpoints.Map(api);
    }

    /// <summary>A caller's own letters; the operator's are all, those that say nobody's name included.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> Visible(this DeadLetterDesk desk, HttpContext context)
    {
        var caller = context.Caller();
        var letters = await desk.All(context.RequestAborted);
        return [.. letters.Where(letter => IsVisible(letter, caller))];
    }

    static async Task<IResult> List(
        string? group, [FromQuery(Name = "transaction_id")] string? transactionId, int? limit, HttpContext context,
        DeadLetterDesk desk)
    {
        var wanted = limit ?? LimitDefault;
        if (wanted is < 0 or > DeadLetterDesk.LettersMax)
            throw ApiException.Invalid("limit", $"is {wanted}; legal are 0 to {DeadLetterDesk.LettersMax}");
        var letters = (await desk.Visible(context))
            .Where(letter => group is null || letter.Group == group)
            .Where(letter => transactionId is null || letter.TransactionId?.ToString() == transactionId)
            .ToList();
        return Answer.Ok(new
        {
            Total = letters.Count,
            Fingerprint = LetterGroup.FingerprintOf(letters),
            Groups = LetterGroup.Of(letters),
            Items = letters.Take(wanted).ToList(),
        });
    }

    static async Task<IResult> Get(
        string id, HttpContext context, DeadLetterDesk desk, IDeadLetterAudit audit)
    {
        var found = await desk.Find(id, context.RequestAborted);
        if (found is null || !IsVisible(found.Letter, context.Caller()))
            throw ApiException.NotFound(id, "dead letter");
        return Answer.Ok(new LetterView(
            found.Letter, found.Headers, LetterView.TextOf(found.Body.Span),
            Convert.ToBase64String(found.Body.Span),
            await audit.Read(id, LimitDefault, context.RequestAborted)));
    }

    static async Task<IResult> Actions(int? limit, HttpContext context, IDeadLetterAudit audit)
    {
        var wanted = limit ?? LimitDefault;
        if (wanted is < 1 or > DeadLetterDesk.LettersMax)
            throw ApiException.Invalid("limit", $"is {wanted}; legal are 1 to {DeadLetterDesk.LettersMax}");
        var caller = context.Caller();
        if (!caller.IsRoot)
            throw new ApiException(ErrorCode.PermissionDenied, "The audit of dead letters is the operator's.");
        return Answer.Ok(await audit.Read(null, wanted, context.RequestAborted));
    }

    static bool IsVisible(DeadLetter letter, Caller caller) => caller.IsRoot
        || (letter.Account == caller.Account && letter.User == caller.User);
}
