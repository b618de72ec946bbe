using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.Steps;

public sealed class RunningStepsTests
{
    static readonly StepId Id = new(new TransactionId(Guid.Parse("0197f3a0-5b1c-7c54-9d57-2f1f3b1c9a10")), 1);

    readonly RunningSteps _running = new();
    int _runs;

    [Fact]
    public async Task Join_WhileTheStepRuns_SharesItsResult()
    {
        var gate = new TaskCompletionSource<object?>();
        var first = Join(() => Counted(gate.Task));
        var second = Join(() => Counted(gate.Task));
        gate.SetResult("done");
        Assert.Equal(("done", "done"), (await first, await second));
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Join_AfterTheStepRan_RunsAgain()
    {
        await Join(() => Counted(Task.FromResult<object?>(null)));
        await Join(() => Counted(Task.FromResult<object?>(null)));
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task Join_TheRunFails_FailsForAllAndIsForgotten()
    {
        var gate = new TaskCompletionSource<object?>();
        var first = Join(() => Counted(gate.Task));
        var second = Join(() => Counted(gate.Task));
        gate.SetException(new IOException("disk"));
        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => second);
        Assert.Equal("fine", await Join(() => Counted(Task.FromResult<object?>("fine"))));
    }

    [Fact]
    public async Task Join_TheRunIsGivenUp_RunsAgainForWhoIsNot()
    {
        using var given = new CancellationTokenSource();
        var gate = new TaskCompletionSource<object?>();
        var first = _running.Join(Id, () => Counted(gate.Task), given.Token);
        var second = Join(() => Counted(Task.FromResult<object?>("done")));
        await given.CancelAsync();
        gate.SetCanceled(given.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("done", await second);
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task JoinUndo_WhileTheStepIsDone_DoesNotWaitForIt()
    {
        var doing = new TaskCompletionSource<object?>();
        var execute = Join(() => doing.Task);
        Assert.True(await _running.JoinUndo(Id, () => Task.FromResult(true), CancellationToken.None));
        doing.SetResult(null);
        await execute;
    }

    [Fact]
    public async Task JoinUndo_WhileTheUndoRuns_SharesIt()
    {
        var gate = new TaskCompletionSource<bool>();
        var first = _running.JoinUndo(Id, () => { _runs++; return gate.Task; }, CancellationToken.None);
        var second = _running.JoinUndo(Id, () => { _runs++; return gate.Task; }, CancellationToken.None);
        gate.SetResult(false);
        Assert.Equal((false, false), (await first, await second));
        Assert.Equal(1, _runs);
    }

    Task<object?> Join(Func<Task<object?>> execute) => _running.Join(Id, execute, CancellationToken.None);

    Task<object?> Counted(Task<object?> run)
    {
        _runs++;
        return run;
    }
}
