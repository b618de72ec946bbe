using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.Sqlite;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>However much there is to send: what is in memory is bounded, and nothing is read twice.</summary>
public sealed class RowSearchTests : MachineTest
{
    const int Places = 2;
    const int Many = 50;

    readonly ScriptedFaults _faults = new();
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ConcurrentQueue<long> _read = new();

    private protected override Setup Setup => new()
    {
        Faults = _faults,
        Outbox = options => options.SendConcurrency = Places,
        Services = services => services.AddSingleton<IOutboxReader>(x => new Reader(
            new SqliteOutboxReader(x.GetRequiredService<IDbContextFactory<SagasDbContext>>()), _read)),
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    int InMemory => Coordinator.Get<InFlightRows>().Count;

    /// <summary>Messages, or timers that come due at once, that fail when the gate opens.</summary>
    Task Add(bool timers) => Coordinator.Get<IUnitOfWorkStore>().Run(
        async unit =>
        {
            for (var n = 1; n <= Many; n++)
            {
                await unit.Add(new OutboxRow
                {
                    MessageId = Sample.Id(n).Value,
                    Destination = "carrier-pigeon://somewhere/else",
                    ContentType = "application/json",
                    Properties = "{}",
                    Due = Sample.Now,
                    Token = timers ? Sample.Id(n).Value : null,
                });
            }
        },
        Stop);

    /// <summary>Lets polls pass, each with a commit.</summary>
    async Task Poll(int times)
    {
        for (var n = 0; n < times; n++)
        {
            Coordinator.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        }
    }

    async Task UntilAllWereTried()
    {
        await using var db = Coordinator.Context();
        for (var n = 0; n < 5_000 && await db.Outbox.AnyAsync(row => row.Attempts == 0, Stop); n++)
            await Poll(1);
        Assert.False(await db.Outbox.AnyAsync(row => row.Attempts == 0, Stop));
    }

    [Fact]
    public async Task Due_MoreThanCanBeSent_AreTakenAsThereIsRoomAndReadOnce()
    {
        _faults.Hold("outbox.before-send", _gate.Task);
        await Add(timers: true);
        for (var n = 0; n < 5_000 && InMemory == 0; n++)
            await Poll(1);
        await Poll(50);

        Assert.Equal(4 * Places, InMemory);
        Assert.Equal(4 * Places, _read.Count);
        Assert.Equal(_read.Count, _read.Distinct().Count());

        _gate.SetResult();
        await UntilAllWereTried();
    }

    [Fact]
    public async Task LeftBehind_MoreThanCanBeSent_AreTakenAsThereIsRoom()
    {
        _faults.Hold("outbox.before-send", _gate.Task);
        await Add(timers: false);
        await Coordinator.DisposeAsync();

        await Restart();

        Assert.Equal(4 * Places, InMemory);
        Assert.Equal(4 * Places, _read.Count);
        _gate.SetResult();
        await UntilAllWereTried();
    }

    [Fact]
    public async Task Due_TheStatement_IsAnsweredByTheIndexOfWhatIsNotParked()
    {
        await using var db = Coordinator.Context();
        await db.Database.OpenConnectionAsync(Stop);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + SqliteOutboxReader.DueSql
            .Replace("{", "'", StringComparison.Ordinal).Replace("}", "'", StringComparison.Ordinal);
        await using var plan = await command.ExecuteReaderAsync(Stop);
        var lines = new List<string>();
        while (await plan.ReadAsync(Stop))
            lines.Add(plan.GetString(3));

        Assert.Contains("COVERING INDEX IX_outbox_parked_due", Assert.Single(lines), StringComparison.Ordinal);
    }

    sealed class Reader(IOutboxReader inner, ConcurrentQueue<long> read) : IOutboxReader
    {
        public bool IsAlone => inner.IsAlone;

        public Task<IReadOnlyList<OutboxPosition>> Due(
            DateTimeOffset now, OutboxPosition after, int limit, CancellationToken cancellationToken) =>
            inner.Due(now, after, limit, cancellationToken);

        public Task<IReadOnlyList<long>> Leased(
            long after, long last, int limit, CancellationToken cancellationToken) =>
            inner.Leased(after, last, limit, cancellationToken);

        public Task<long> Last(CancellationToken cancellationToken) => inner.Last(cancellationToken);

        public Task<IReadOnlyList<OutboxRow>> Read(
            IReadOnlyList<long> numbers, CancellationToken cancellationToken)
        {
            foreach (var number in numbers)
                read.Enqueue(number);
            return inner.Read(numbers, cancellationToken);
        }
    }
}
