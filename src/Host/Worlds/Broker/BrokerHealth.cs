using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sagas.Host.Worlds.Broker;

/// <summary>The broker takes messages, and every queue is being read. MassTransit's own check is content with some.
/// </summary>
internal sealed class BrokerHealth(BrokerProbe probe, IBusControl bus) : IHealthCheck
{
    const int ShownMax = 3;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        (await probe.Trouble(cancellationToken) ?? NotRead()) is { } trouble
            ? HealthCheckResult.Unhealthy(trouble)
            : HealthCheckResult.Healthy();

    string? NotRead()
    {
        var idle = bus.CheckHealth().Endpoints.Where(x => x.Value.Status != BusHealthStatus.Healthy).ToList();
        return idle.Count == 0 ? null : $"{idle.Count} queue(s) are not read: "
            + string.Join("; ", idle.Take(ShownMax).Select(x => $"{NameOf(x.Key)}: {x.Value.Description}"));
    }

    static string NameOf(string address) => address[(address.LastIndexOf('/') + 1)..].Split('?')[0];
}
