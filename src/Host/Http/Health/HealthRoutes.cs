using System.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sagas.Contracts;
using Sagas.Host.Http.Access;

namespace Sagas.Host.Http.Health;

/// <summary><c>/health</c> and <c>/ready</c>: open to all, without an envelope.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Health).AllowAnonymous();
        routes.MapGet("/ready", Ready).AllowAnonymous();
    }

    static string Version { get; } = typeof(HealthRoutes).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    static IResult Health(HttpContext context, ApiKeyTable keys)
    {
        var caller = context.Features.Get<Caller>();
        var body = new Dictionary<string, object?>
        {
            ["status"] = "ok",
            ["healthy"] = true,
            ["version"] = Version,
            ["auth_mode"] = keys.IsOpen ? "dev" : "api_key",
        };
        if (caller is not null)
        {
            body["account_id"] = caller.Account;
            body["user_id"] = caller.User;
            body["role"] = caller.IsRoot ? "root" : "user";
        }
        return Results.Json(body, HttpJson.Options);
    }

    static async Task<IResult> Ready(
        Readiness readiness, ApiKeyTable keys, HealthCheckService health, CancellationToken cancellationToken)
    {
        var checks = await readiness.Checks(health, cancellationToken);
        var ready = checks.Values.All(state => state == Readiness.Ok);
        checks["api_key_manager"] = keys.IsOpen ? "not_configured" : Readiness.Ok;
        return Results.Json(
            new { Status = ready ? "ready" : "not_ready", Checks = checks }, HttpJson.Options,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
