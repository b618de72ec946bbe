using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Host.Http.Writing;
using Sagas.Host.Verification;
using Sagas.Host.Worlds;
using Sagas.Intake;
using Sagas.Persistence;
using Sagas.Queries;

namespace Sagas.Benchmarks;

/// <summary>The real service in this process, on a folder of its own, with its durable settings.</summary>
internal sealed class World : IAsyncDisposable
{
    readonly WebApplication _service;
    readonly string _folder;

    World(WebApplication service, string folder) => (_service, _folder) = (service, folder);

    public ITransactionClient Client => _service.Services.GetRequiredService<ITransactionClient>();

    public string Url => _service.Urls.Single();

    public WriterMetrics Writer => _service.Services.GetRequiredService<WriterMetrics>();

    /// <summary>Where the documents of account "default" lie: the benchmark makes its own input there.</summary>
    public string Documents => Path.Combine(_folder, "data", "fs", "default", "resources");

    public static async Task<World> Start()
    {
        var folder = Directory.CreateTempSubdirectory("sagas-bench-").FullName;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sagas:DataPath"] = Path.Combine(folder, "data"),
            ["Sagas:Http:Urls"] = "http://127.0.0.1:0",
            ["Sagas:Timeouts:LockWait"] = "300s",
        });
        var service = Service.Build(builder);
        await Service.Start(service, CancellationToken.None);
        var world = new World(service, folder);
        Directory.CreateDirectory(world.Documents);
        return world;
    }

    /// <summary>Waits until nothing is left to be done; false when it takes longer than ten minutes.</summary>
    public Task<bool> Settle() =>
        _service.Services.GetRequiredService<Idleness>().Reach(TimeSpan.FromMinutes(10), CancellationToken.None);

    /// <summary>What is not as it should be when everything has ended.</summary>
    public async Task<IReadOnlyList<string>> Wrong()
    {
        var found = new List<string>();
        if (!await Settle())
            found.Add("work is still going on");
        var queries = _service.Services.GetRequiredService<ITransactionQueries>();
        var backlog = await queries.Backlog(CancellationToken.None);
        if (backlog is not { OpenTransactions: 0, PendingMessages: 0, ParkedMessages: 0 })
            found.Add(backlog.ToString());
        if ((await queries.Locks(CancellationToken.None)).Count is > 0 and var locks)
            found.Add($"{locks} locks are left");
        var verified = await _service.Services.GetRequiredService<Verifier>()
            .Verify(Operator, TimeSpan.FromSeconds(10), CancellationToken.None);
        found.AddRange(verified.Disagreements.Take(5).Select(d => d.ToString()));
        if (Writer.AsyncUnits > 0)
            found.Add($"{Writer.AsyncUnits} units waited for I/O inside the writer");
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    static Caller Operator => Caller.Of(null, null, isRoot: true);
}
