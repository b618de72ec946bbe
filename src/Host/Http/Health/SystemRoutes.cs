using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;
using Sagas.Queries;

namespace Sagas.Host.Http.Health;

/// <summary>The routes below <c>/api/v1/system</c>.</summary>
internal static class SystemRoutes
{
    /// <param name="Timeout">Seconds; none, or 0, is no limit.</param>
    /// <param name="Own">True to wait for the work of the caller's account alone, and for no model that is asked for
    /// memories.</param>
    internal sealed record WaitBody(double? Timeout, bool? Own);

    public static void MapSystem(this IEndpointRouteBuilder api)
    {
        api.MapGet("/system/status", (HttpContext context) =>
            Answer.Ok(new { Initialized = true, context.Caller().User }));
        api.MapPost("/system/wait", Wait);
        ConsistencyEndpoint.Map(api);
    }

    static async Task<IResult> Wait(
        WaitBody? body, HttpContext context, ITransactionQueries queries, Idleness idleness, Stopping stopping,
        CancellationToken cancellationToken)
    {
        if (body?.Timeout is { } sent && !(sent >= 0 && sent <= TimeSpan.FromDays(1).TotalSeconds))
            throw ApiException.Invalid("timeout", $"is {sent}; legal are 0 to 86400 seconds");
        TimeSpan? timeout = body?.Timeout is > 0 ? TimeSpan.FromSeconds(body.Timeout.Value) : null;
        var isIdle = body?.Own is true
            ? idleness.ReachFor(context.Caller().Account, timeout, cancellationToken)
            : idleness.Reach(timeout, cancellationToken);
        if (!await isIdle)
            throw ApiException.Deadline("wait_processed", timeout, stopping.Token.IsCancellationRequested);
        var left = await queries.Backlog(cancellationToken);
        return Answer.Ok(new Dictionary<string, object>
        {
            ["Transactions"] = Queue(left.Suspended, "suspended transaction(s) need an operator"),
            ["Messages"] = Queue(left.ParkedMessages, "parked message(s) could not be sent"),
        });
    }

    static object Queue(int errors, string what) => new
    {
        Processed = 0,
        RequeueCount = 0,
        ErrorCount = errors,
        Errors = errors == 0 ? [] : new[] { new { Message = $"{errors} {what}" } },
    };
}
