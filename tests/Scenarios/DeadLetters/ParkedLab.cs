using System.Text;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sagas.DeadLetters;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>A coordinator's database whose dispatcher does not run: what is unparked stays to be seen.</summary>
internal sealed class ParkedLab : IDeadLetterLab
{
    readonly TempFolder _folder = new();
    readonly ServiceProvider _services;

    ParkedLab()
    {
        _services = new ServiceCollection()
            .AddLogging().AddMetrics()
            .AddSagas(new LifecycleOptions(), new OutboxOptions())
            .AddSqliteCoordinator(_folder.At("sagas.db"))
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.UsingInMemory();
            })
            .BuildServiceProvider();
    }

    public IDeadLetterBox Box => _services.GetRequiredService<IDeadLetterBox>();

    public IDeadLetterBox Other => Box;

    public static async Task<ParkedLab> Open()
    {
        var lab = new ParkedLab();
        await lab._services.MigrateCoordinator(CancellationToken.None);
        return lab;
    }

    public async Task Put(params string[] bodies)
    {
        foreach (var body in bodies)
            await Put(TimeProvider.System.GetUtcNow(), body);
    }

    public Task PutDeadSince(int second, string body) =>
        Put(new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero).AddSeconds(second), body);

    Task Put(DateTimeOffset due, string body) => Store.Run(
        unit => unit.Add(new OutboxRow
        {
            MessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            Destination = "exchange:work",
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes(body),
            Properties = """{"messageTypes":["urn:message:Sagas.Contracts:PurgeTransaction"]}""",
            Due = due,
            Attempts = 8,
            LastError = "Nobody answers.",
            Parked = true,
        }).AsTask(),
        CancellationToken.None);

    public async Task<IReadOnlyList<string>> Resent() =>
        [.. (await Due()).Select(row => Encoding.UTF8.GetString(row.Body))];

    /// <summary>When the dispatcher may send what was let go, in that order.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> DueTimes() => [.. (await Due()).Select(row => row.Due)];

    async Task<IReadOnlyList<OutboxRow>> Due()
    {
        var reader = _services.GetRequiredService<IOutboxReader>();
        var due = await reader.Due(DateTimeOffset.MaxValue, OutboxPosition.Start, 1000, CancellationToken.None);
        return await reader.Read([.. due.Select(row => row.Id)], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    IUnitOfWorkStore Store => _services.GetRequiredService<IUnitOfWorkStore>();
}
