using OpenTelemetry.Metrics;

namespace Sagas.Host.Http.Metrics;

/// <summary><c>/metrics</c> for Prometheus: collected in this process, read when somebody asks, sent nowhere.</summary>
internal static class MetricsRegistration
{
    const string Path = "/metrics";

    static readonly string[] Meters =
        ["Sagas", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static IServiceCollection AddSagasMetrics(this IServiceCollection services)
    {
        services.AddSingleton<StoredStates>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        return services;
    }

    /// <summary>Behind the access control: what it tells is for those who have a key, when there are keys.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path == Path, metrics => metrics.Use(async (context, next) =>
        {
            await context.RequestServices.GetRequiredService<StoredStates>().Refresh(context.RequestAborted);
            await next(context);
        }));
        app.MapPrometheusScrapingEndpoint(Path);
    }
}
