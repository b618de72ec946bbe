using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sagas.Contracts;
using Sagas.Persistence;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Queries;
using GenericHost = Microsoft.Extensions.Hosting.Host;

namespace Sagas.Tests.Hosting;

/// <summary>
/// A real coordinator: real machine, real SQLite writer, real in-memory bus; scripted participants and a clock that
/// stands still.
/// </summary>
sealed class Coordinator : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    readonly IHost _host;
    readonly ReceiveLog _log = new();
    int _disposed;

    Coordinator(CoordinatorFiles files, Setup setup)
    {
        (Files, Participants, Time) = (files, setup.Participants, setup.Time);
        var builder = GenericHost.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddMetrics().AddSingleton<TimeProvider>(Time).AddSingleton<IFaultPoints>(setup.Faults);
        // A send is never given up because a test moved the clock.
        var outbox = new OutboxOptions
        {
            KeepUntilConsumed = KeptRows.All,
            SendTimeout = TimeSpan.FromDays(1),
        };
        setup.Outbox?.Invoke(outbox);
        builder.Services.AddSagas(setup.Times, outbox, setup.Commits).AddSqliteCoordinator(files.Database);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddSagasConsumers();
            bus.UsingInMemory((context, transport) =>
            {
                context.FinishRowsWhenConsumed(transport);
                transport.ConfigureSagasEndpoints(context);
                Participants.Configure(transport);
                setup.Endpoints?.Invoke(transport);
                // After the others: who hears of a message looks at what they keep.
                transport.ConnectReceiveObserver(_log);
            });
        });
        setup.Services?.Invoke(builder.Services);
        _host = builder.Build();
        Counts = new LifecycleCounts(Get<System.Diagnostics.Metrics.IMeterFactory>());
    }

    public CoordinatorFiles Files { get; }

    public Participants Participants { get; }

    public FakeTimeProvider Time { get; }

    public LifecycleCounts Counts { get; }

    public WriterMetrics Writer => Get<WriterMetrics>();

    public ITransactionQueries Queries => Get<ITransactionQueries>();

    public ReceiveLog Received => _log;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Coordinator> Start(CoordinatorFiles files, Setup? setup = null)
    {
        var coordinator = new Coordinator(files, setup ?? new Setup());
        await coordinator._host.StartAsync(Stop);
        await coordinator.Get<OutboxDispatcher>().Ready.WaitAsync(Patience, Stop);
        return coordinator;
    }

    public T Get<T>()
        where T : notnull
        => _host.Services.GetRequiredService<T>();

    public SagasDbContext Context() => Get<IDbContextFactory<SagasDbContext>>().CreateDbContext();

    /// <summary>Sends a message to the machine; returns when it was consumed and its effects are committed.</summary>
    public Task Tell(object message, Guid? timer = null) => Send(
        QueueName.Transactions, message,
        context => context.Headers.Set(MessageHeaders.SchedulingTokenId, timer?.ToString()));

    public async Task Send(string queue, object message, Action<SendContext>? configure = null)
    {
        var id = NewId.NextGuid();
        var consumed = _log.Of(id);
        var endpoint = await Get<IBus>().GetSendEndpoint(QueueName.Address(queue));
        await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(context =>
        {
            context.MessageId = id;
            configure?.Invoke(context);
        }), Stop);
        await consumed.WaitAsync(Patience, Stop);
    }

    /// <summary>
    /// Looks again after every message that anybody has consumed, until it is so; and now and then, since a row may be
    /// finished after its message was consumed, which no message tells.
    /// </summary>
    public async Task Until(Func<Task<bool>> isSo, string what)
    {
        var time = TimeProvider.System;
        var lastMessage = time.GetTimestamp();
        while (true)
        {
            var next = _log.Next;
            var isLate = time.GetElapsedTime(lastMessage) >= Patience;
            if (await isSo())
                return;
            if (isLate)
                throw new TimeoutException($"{what} did not come about. {string.Join(", ", Participants.Story)}");
            await Task.WhenAny(next, Task.Delay(Pause, time, Stop));
            Stop.ThrowIfCancellationRequested();
            if (next.IsCompleted)
                lastMessage = time.GetTimestamp();
        }
    }

    public Task Until(Func<bool> isSo, string what) => Until(() => Task.FromResult(isSo()), what);

    /// <summary>Waits for what the database shows, and for all that follows from its commit: see
    /// <see cref="AfterCommits"/>.</summary>
    public async Task<TransactionView> Until(TransactionId id, Func<TransactionView, bool> isSo, string what)
    {
        TransactionView? view = null;
        await Until(async () => (view = await Queries.Find(id, Stop)) is { } found && isSo(found), what);
        await AfterCommits();
        return view!;
    }

    /// <summary>
    /// A reader sees a commit before its counters are raised and its messages leave. An empty unit of work comes after
    /// all that of every commit before it, and takes the finished rows away.
    /// </summary>
    public Task AfterCommits() => Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);

    public Task<TransactionView> UntilPhase(TransactionId id, string phase) =>
        Until(id, view => view.Phase == phase, phase);

    /// <summary>Waits until the transaction is RELEASED and all that it sent was consumed.</summary>
    public async Task<TransactionView> End(TransactionId id)
    {
        var view = await UntilPhase(id, TransactionPhase.Released);
        await Quiet();
        return view;
    }

    /// <summary>
    /// Waits until every message that left the outbox was consumed. It looks twice: a message may go from one count to
    /// the other between them, and the row of one that is consumed during a commit goes with the next.
    /// </summary>
    public Task Quiet() => Until(async () => await NothingIsUnderWay() && await NothingIsUnderWay(), "quiet");

    async Task<bool> NothingIsUnderWay()
    {
        await AfterCommits();
        return Get<InFlightRows>().UnconsumedCount == 0 && Participants.UnderWay.IsEmpty;
    }

    /// <summary>Waits until no row is left: that of an event is finished when its sender returns, consumed or not.
    /// </summary>
    public Task OutboxIsEmpty() => Until(
        async () =>
        {
            await AfterCommits();
            await using var db = Context();
            return !await db.Outbox.AnyAsync(Stop);
        },
        "an empty outbox");

    public async Task<TransactionView> View(TransactionId id) =>
        await Queries.Find(id, Stop) ?? throw new InvalidOperationException($"{id} is unknown.");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        Counts.Dispose();
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
    }
}
