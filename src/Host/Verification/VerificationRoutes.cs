using Sagas.Contracts;
using Sagas.Host.Http;
using Sagas.Host.Http.Access;

namespace Sagas.Host.Verification;

/// <summary><c>GET /api/v1/verify</c> and <c>POST /api/v1/verify/repair</c>.</summary>
internal static class VerificationRoutes
{
    static readonly TimeSpan WaitDefault = TimeSpan.FromSeconds(10);

    public static void MapVerification(this IEndpointRouteBuilder api)
    {
        api.MapGet("/verify", Verify);
        api.MapPost("/verify/repair", Repair);
    }

    static async Task<IResult> Verify(
        double? wait, HttpContext context, Verifier verifier, CancellationToken cancellationToken) =>
        Answer.Ok(await verifier.Verify(context.Caller(), PatienceOf(wait), cancellationToken));

    static async Task<IResult> Repair(
        double? wait, HttpContext context, Verifier verifier, Repairer repairer, CancellationToken cancellationToken)
    {
        var before = await verifier.Verify(context.Caller(), PatienceOf(wait), cancellationToken);
        var actions = await repairer.Repair(before, context.Caller(), cancellationToken);
        // What was set in motion runs as messages and transactions: the second look waits for them.
        var after = actions.Count == 0
            ? before
            : await verifier.Verify(context.Caller(), PatienceOf(wait), cancellationToken);
        return Answer.Ok(new RepairReport(actions, after));
    }

    static TimeSpan PatienceOf(double? wait) => wait switch
    {
        null => WaitDefault,
        >= 0 and <= Limits.WaitSecondsMax => TimeSpan.FromSeconds(wait.Value),
        _ => throw ApiException.Invalid("wait", $"is {wait}; legal are 0 to {Limits.WaitSecondsMax} seconds"),
    };
}
