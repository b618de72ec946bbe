using Microsoft.Extensions.DependencyInjection;

namespace Sagas.Consumers.Steps;

/// <summary>Registers the participants' housekeeping.</summary>
public static class SweepRegistration
{
    /// <summary>Adds the sweep of tombstones, barrier rows, fences and unused uploads, once an hour.</summary>
    public static IServiceCollection AddSweep(this IServiceCollection services, SweepOptions options) =>
        services.AddSingleton(options).AddHostedService<SweepService>();
}
