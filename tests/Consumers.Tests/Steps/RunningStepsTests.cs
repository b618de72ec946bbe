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
        var first = _running.Join(Id, () => Counted(gate.Task));
        var second = _running.Join(Id, () => Counted(gate.Task));
        gate.SetResult("done");
        Assert.Equal(("done", "done"), (await first, await second));
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Join_AfterTheStepRan_RunsAgain()
    {
        await _running.Join(Id, () => Counted(Task.FromResult<object?>(null)));
        await _running.Join(Id, () => Counted(Task.FromResult<object?>(null)));
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task Join_TheRunFails_FailsForAllAndIsForgotten()
    {
        var gate = new TaskCompletionSource<object?>();
        var first = _running.Join(Id, () => Counted(gate.Task));
        var second = _running.Join(Id, () => Counted(gate.Task));
        gate.SetException(new IOException("disk"));
        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => second);
        Assert.Equal("fine", await _running.Join(Id, () => Counted(Task.FromResult<object?>("fine"))));
    }

    [Fact]
    public async Task JoinUndo_WhileTheStepIsDone_DoesNotWaitForIt()
    {
        var doing = new TaskCompletionSource<object?>();
        var execute = _running.Join(Id, () => doing.Task);
        Assert.True(await _running.JoinUndo(Id, () => Task.FromResult(true)));
        doing.SetResult(null);
        await execute;
    }

    [Fact]
    public async Task JoinUndo_WhileTheUndoRuns_SharesIt()
    {
        var gate = new TaskCompletionSource<bool>();
        var first = _running.JoinUndo(Id, () => { _runs++; return gate.Task; });
        var second = _running.JoinUndo(Id, () => { _runs++; return gate.Task; });
        gate.SetResult(false);
        Assert.Equal((false, false), (await first, await second));
        Assert.Equal(1, _runs);
    }

    Task<object?> Counted(Task<object?> run)
    {
        _runs++;
        return run;
    }
}
