using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.Index;
using Sagas.Consumers.Move;
using Sagas.Consumers.Steps;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>The three consumers on a bus: what the transaction machine hears.</summary>
public sealed class IndexStepConsumerTests : IAsyncLifetime
{
    readonly SqliteIndexWorld _world = new();
    readonly BusObserver _observer = new();
    readonly ServiceProvider _provider;
    readonly IBusControl _bus;

    public IndexStepConsumerTests()
    {
        _provider = new ServiceCollection().AddLogging().AddSingleton(_world.Changes).AddSingleton<RunningSteps>()
            .AddSingleton<IFaultPoints, NoFaultPoints>()
            .AddMassTransit(bus =>
            {
                bus.AddConsumer<RemoveEntriesStep>().Endpoint(e => e.Name = "remove-entries");
                bus.AddConsumer<RekeyEntriesStep>().Endpoint(e => e.Name = "rekey-entries");
                bus.AddConsumer<UpsertEntriesStep>().Endpoint(e => e.Name = "upsert-entries");
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            }).BuildServiceProvider(true);
        _bus = _provider.GetRequiredService<IBusControl>();
        _bus.ConnectConsumeObserver(_observer);
        _bus.ConnectSendObserver(_observer);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _bus.StartAsync(Stop);
        await Given(_world, Entry("resources/a", 0), Entry("resources/a/f.md"), Entry("resources/b/g.md"));
    }

    public static TheoryData<string> Kinds => ["remove-entries", "rekey-entries", "upsert-entries"];

    static (PlannedStep Step, string Result) Planned(string kind) => kind switch
    {
        "remove-entries" => (
            PlannedStep.Of(new RemoveEntries(Account, Uri("resources/a"))), """{"count":2}"""),
        "rekey-entries" => (
            PlannedStep.Of(new RekeyEntries(Account, Uri("resources/a"), Uri("resources/b"))),
            """{"moved":2,"replaced":1}"""),
        _ => (
            PlannedStep.Of(new UpsertEntries(Account, Uri("resources/a"), [Entry("resources/a/n.md")], ["f.md"])),
            """{"added":1,"replaced":0,"removed":1}"""),
    };

    async Task<object> Answer(string kind, object message)
    {
        _observer.Sent.Clear();
        var id = NewId.NextGuid();
        var endpoint = await _bus.GetSendEndpoint(QueueName.Address(kind));
        await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(c => c.MessageId = id), Stop);
        await _observer.Consumed(id).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Stop);
        return Assert.Single(_observer.Sent);
    }

    Task<object> Execute(string kind, long token = 10) => Answer(kind, new ExecuteStep(
        Transaction(1), 0, kind, 1, new FencingToken(token), Planned(kind).Step.Arguments));

    Task<object> Compensate(string kind) => Answer(kind, new CompensateStep(
        Transaction(1), 0, kind, 1, new FencingToken(10), Planned(kind).Step.Arguments));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Consume_ExecuteTwiceThenCompensateTwice_AnswersTheSameEachTime(string kind)
    {
        var before = _world.Dump();
        for (var i = 0; i < 2; i++)
        {
            var done = Assert.IsType<StepCompleted>(await Execute(kind));
            Assert.Equal((Transaction(1), 0), (done.TransactionId, done.Step));
            Assert.Equal(Planned(kind).Result, done.Result!.Value.GetRawText());
        }
        Assert.NotEqual(before, _world.Dump());
        for (var i = 0; i < 2; i++)
            Assert.Equal(new StepUndone(Transaction(1), 0), await Compensate(kind));
        Assert.Equal(before, _world.Dump());
        var late = Assert.IsType<StepFailed>(await Execute(kind));
        Assert.Equal((ErrorCode.Stale, 0), (late.Reason.Code, late.Reason.Step));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Consume_CompensateFirst_AnswersNothingToUndoAndRefusesTheLateDo(string kind)
    {
        var before = _world.Dump();
        Assert.Equal(new StepUndone(Transaction(1), 0, NothingToUndo: true), await Compensate(kind));
        Assert.Equal(ErrorCode.Stale, Assert.IsType<StepFailed>(await Execute(kind)).Reason.Code);
        Assert.Equal(before, _world.Dump());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Consume_StaleToken_AnswersFailedAndChangesNothing(string kind)
    {
        await _world.Changes.Remove(new RemoveEntries(Account, Uri("resources/a/n.md")), Step(2, 11), Stop);
        var before = _world.Dump();
        Assert.Equal(ErrorCode.Stale, Assert.IsType<StepFailed>(await Execute(kind)).Reason.Code);
        Assert.Equal(before, _world.Dump());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Consume_StoreIsLost_AnswersFailedAndNeverUndone(string kind)
    {
        _world.Lose();
        Assert.Equal(ErrorCode.Unavailable, Assert.IsType<StepFailed>(await Execute(kind)).Reason.Code);
        await Assert.ThrowsAsync<RefusedException>(() => Compensate(kind));
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
        _world.Dispose();
    }
}
