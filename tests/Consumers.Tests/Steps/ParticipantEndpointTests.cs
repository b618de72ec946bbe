using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.Steps;
using Sagas.Consumers.Tests.VectorIndex;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Steps;

/// <summary>Participants behind the endpoints that the service has.</summary>
public sealed class ParticipantEndpointTests : IAsyncLifetime, IFaultPoints
{
    const string Queue = "remove-entries";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static readonly Dictionary<string, Exception> Outages = new Exception[]
    {
        new IOException(), new UnauthorizedAccessException(), new SqliteException("Busy.", 5), new TimeoutException(),
        new HttpRequestException(),
    }.ToDictionary(outage => outage.GetType().Name);

    readonly SqliteIndexWorld _world = new();
    readonly BusObserver _observer = new();
    readonly ServiceProvider _provider;
    readonly IBusControl _bus;
    readonly TaskCompletionSource<Fault<ExecuteStep>> _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Action _beforeEffect = () => { };
    int _attempts;
    int _refusals;

    public ParticipantEndpointTests()
    {
        _provider = new ServiceCollection().AddLogging().AddSingleton(_world.Changes).AddSingleton<RunningSteps>()
            .AddSingleton<IFaultPoints>(this)
            .AddMassTransit(bus =>
            {
                bus.AddParticipants();
                bus.UsingInMemory((context, memory) =>
                {
                    memory.ConfigureSend(send => send.UseExecute(RefuseAnswers));
                    memory.ReceiveEndpoint(
                        QueueName.Transactions, machine => machine.Handler<Fault<ExecuteStep>>(Take));
                    memory.ConfigureParticipantEndpoints(context);
                });
            }).BuildServiceProvider(true);
        _bus = _provider.GetRequiredService<IBusControl>();
        _bus.ConnectConsumeObserver(_observer);
        _bus.ConnectSendObserver(_observer);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _bus.StartAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
        _world.Dispose();
    }

    public ValueTask Reach(string point, CancellationToken cancellationToken)
    {
        if (point == $"{Queue}.execute.before-effect")
            _beforeEffect();
        return ValueTask.CompletedTask;
    }

    void RefuseAnswers(SendContext context)
    {
        if (context is SendContext<StepCompleted> && Interlocked.Decrement(ref _refusals) >= 0)
            throw new InvalidOperationException("The connection is lost.");
    }

    Task Take(ConsumeContext<Fault<ExecuteStep>> context)
    {
        _fault.TrySetResult(context.Message);
        return Task.CompletedTask;
    }

    async Task<Guid> Send(int transaction)
    {
        var id = NewId.NextGuid();
        var endpoint = await _bus.GetSendEndpoint(QueueName.Address(Queue));
        await endpoint.Send(
            new ExecuteStep(
                Transaction(transaction), 0, Queue, 1, new FencingToken(10 + transaction),
                PlannedStep.Of(new RemoveEntries(Account, Uri($"resources/{transaction}"))).Arguments),
            Pipe.Execute<SendContext>(context =>
            {
                context.MessageId = id;
                context.FaultAddress = QueueName.Address(QueueName.Transactions);
            }),
            Stop);
        return id;
    }

    [Fact]
    public async Task Execute_WhoHoldsItsThread_LeavesTheOthersTheirTurn()
    {
        // Each waits for the other, and neither gives its thread back.
        using var both = new Barrier(2);
        var met = 0;
        _beforeEffect = () =>
        {
            if (both.SignalAndWait(Patience, Stop))
                Interlocked.Increment(ref met);
        };

        var sent = await Task.WhenAll(Send(1), Send(2));
        await Task.WhenAll(sent.Select(_observer.Consumed)).WaitAsync(2 * Patience, TimeProvider.System, Stop);

        Assert.Equal(2, met);
    }

    [Fact]
    public async Task Execute_AnswerCannotLeaveAtFirst_IsAnsweredAndIsNoFault()
    {
        _refusals = 2;

        await _observer.Consumed(await Send(1)).WaitAsync(Patience, TimeProvider.System, Stop);

        Assert.IsType<StepCompleted>(Assert.Single(_observer.Sent));
    }

    public static TheoryData<string> NamesOfOutages => [.. Outages.Keys];

    [Theory]
    [MemberData(nameof(NamesOfOutages))]
    public async Task Execute_BreaksOfWhatMayPass_IsTriedAgainAndIsNoFault(string outage)
    {
        _beforeEffect = () =>
        {
            if (++_attempts < 3)
                throw Outages[outage];
        };

        await _observer.Consumed(await Send(1)).WaitAsync(Patience, TimeProvider.System, Stop);

        Assert.Equal(3, _attempts);
        Assert.IsType<StepCompleted>(Assert.Single(_observer.Sent));
    }

    [Fact]
    public async Task Execute_BreaksOfADefect_IsAFaultWithoutAnotherAttempt()
    {
        _beforeEffect = () =>
        {
            _attempts++;
            throw new InvalidOperationException("Oops.");
        };

        await Send(1);
        var fault = await _fault.Task.WaitAsync(Patience, TimeProvider.System, Stop);

        Assert.Equal("Oops.", Assert.Single(fault.Exceptions).Message);
        Assert.Equal(1, _attempts);
        Assert.DoesNotContain(_observer.Sent, message => message is StepCompleted or StepFailed);
    }
}
