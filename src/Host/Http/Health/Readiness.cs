using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.VectorIndex;
using Sagas.Queries;

namespace Sagas.Host.Http.Health;

/// <summary>Asks every store whether it answers, and whether the dispatcher keeps up.</summary>
internal sealed class Readiness(IFileTree tree, IVectorIndex index, ITransactionQueries queries, TimeProvider time)
{
    public const string Ok = "ok";

    /// <summary>Messages that have been due for longer: the dispatcher or the timers are late.</summary>
    static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    /// <summary>A store that is silent for longer counts as gone.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Dictionary<string, string>> Checks(HealthCheckService health, CancellationToken cancellationToken)
    {
        var checks = new Dictionary<string, string>
        {
            ["agfs"] = await Try(async ct => { await tree.Accounts(ct); return Ok; }, cancellationToken),
            ["vectordb"] = await Try(async ct => { await index.Accounts(ct); return Ok; }, cancellationToken),
            ["database"] = await Try(Dispatcher, cancellationToken),
        };
        var report = await health.CheckHealthAsync(cancellationToken);
        foreach (var (name, entry) in report.Entries)
            checks[name] = entry.Status == HealthStatus.Unhealthy ? entry.Description ?? "unhealthy" : Ok;
        return checks;
    }

    async Task<string> Dispatcher(CancellationToken cancellationToken)
    {
        var backlog = await queries.Backlog(cancellationToken);
        return backlog.OldestPending > LateAfter ? $"late by {backlog.OldestPending.TotalSeconds:0} s" : Ok;
    }

    async Task<string> Try(Func<CancellationToken, Task<string>> check, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await check(both.Token).WaitAsync(both.Token);
        }
        // Whatever a store throws, the answer is that it is not there.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return e is OperationCanceledException ? "silent" : e.GetType().Name;
        }
    }
}
