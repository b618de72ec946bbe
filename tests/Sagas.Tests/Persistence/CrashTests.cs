using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>What a process that died between commit and sending, or consuming, leaves for the next.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    readonly CoordinatorFiles _files = new();
    readonly Participants _participants = new();
    readonly ScriptedFaults _faults = new();
    Coordinator _coordinator = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _coordinator = await Start(_faults);

    Task<Coordinator> Start(IFaultPoints faults) => Coordinator.Start(
        _files, new Setup { Participants = _participants, Faults = faults });

    async Task StartAgain()
    {
        await _coordinator.DisposeAsync();
        _coordinator = await Start(new NoFaultPoints());
    }

    [Fact]
    public async Task Submit_ProcessDiesBeforeTheSend_TheNextOneSends()
    {
        _faults.Hold("outbox.before-send", new TaskCompletionSource().Task);
        var id = await _coordinator.Get<ITransactionClient>().Submit(
            new MakeDirectory { Uri = "viking://resources/a" }, Stop);
        Assert.Null(await _coordinator.Queries.Find(id, Stop));

        await StartAgain();

        await _coordinator.UntilPhase(id, TransactionPhase.Exec);
    }

    [Fact]
    public async Task Step_ProcessDiesBeforeTheSend_TheNextOneSendsTheStepAtOnce()
    {
        _faults.Hold("outbox.before-send", new TaskCompletionSource().Task);
        await _coordinator.Tell(MachineTest.Begin(1));
        Assert.Empty(_participants.Commands);

        await StartAgain();

        var view = await _coordinator.End(Sample.Id(1));
        Assert.Equal(TransactionOutcome.Committed, view.Outcome);
        Assert.Equal(1, view.Steps[0].Attempts);
    }

    [Fact]
    public async Task PostActions_ProcessDiesBeforeTheSend_AreSentByTheNextOne()
    {
        var gate = new TaskCompletionSource();
        _participants.Do(1, Reply.Silent);
        await _coordinator.Tell(MachineTest.Begin(1));
        await _coordinator.Until(() => _participants.Commands.Count == 2, "step 1");
        _faults.Hold("outbox.before-send", gate.Task);
        await _coordinator.Tell(new StepCompleted(Sample.Id(1), 1));
        await _coordinator.UntilPhase(Sample.Id(1), TransactionPhase.Released);
        Assert.Empty(_participants.PostActions);

        await StartAgain();
        await _coordinator.Until(() => _participants.PostActions.Count == 2, "both post-actions");
        await _coordinator.Until(() => _participants.Events.Count == 2, "both events");
    }

    [Fact]
    public async Task Message_SentButNotConsumed_IsSentAgainByTheNextProcess()
    {
        var id = await _coordinator.Get<ITransactionClient>().Submit(
            new MakeDirectory { Uri = "viking://resources/a" }, Stop);
        await _coordinator.UntilPhase(id, TransactionPhase.Exec);

        // Nobody listens on create-directory: the command has left, and was never consumed.
        await using (var db = _coordinator.Context())
            Assert.Contains(db.Outbox.ToList(), row => row.Destination == "exchange:create-directory");
        await StartAgain();
        await using (var db = _coordinator.Context())
            Assert.Contains(db.Outbox.ToList(), row => row.Destination == "exchange:create-directory");
    }

    public async ValueTask DisposeAsync()
    {
        await _coordinator.DisposeAsync();
        _files.Dispose();
    }
}
