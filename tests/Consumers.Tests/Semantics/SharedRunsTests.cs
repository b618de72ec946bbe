using Sagas.Consumers.Semantics;

namespace Sagas.Consumers.Tests.Semantics;

public sealed class SharedRunsTests
{
    readonly SharedRuns _runs = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_WhileOneRuns_SharesTheNextWhichStartsAfterIt()
    {
        var (started, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var log = new List<string>();
        var first = _runs.Join("docs", async () =>
        {
            started.SetResult();
            await mayEnd.Task;
            log.Add("first");
        }, Stop);
        await started.Task.WaitAsync(Stop);
        var joined = Enumerable.Range(0, 10).Select(_ => _runs.Join("docs", () =>
        {
            log.Add("next");
            return Task.CompletedTask;
        }, Stop)).ToList();

        Assert.All(joined, task => Assert.False(task.IsCompleted));
        mayEnd.SetResult();
        await Task.WhenAll([first, .. joined]);
        Assert.Equal(["first", "next"], log);
    }

    [Fact]
    public async Task Join_AfterTheEnd_RunsAnew()
    {
        var runs = 0;
        for (var i = 0; i < 3; i++)
            await _runs.Join("docs", () => Task.FromResult(++runs), Stop);
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task Join_OfOtherWork_DoesNotWait()
    {
        var mayEnd = new TaskCompletionSource();
        var first = _runs.Join("docs", () => mayEnd.Task, Stop);
        await _runs.Join("other", () => Task.CompletedTask, Stop);
        mayEnd.SetResult();
        await first;
    }

    [Fact]
    public async Task Join_RunThatFails_FailsItsOwnAndNotTheNext()
    {
        var mayEnd = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var first = _runs.Join("docs", async () =>
        {
            started.SetResult();
            await mayEnd.Task;
            throw new InvalidOperationException("broken");
        }, Stop);
        await started.Task.WaitAsync(Stop);
        var next = _runs.Join("docs", () => Task.CompletedTask, Stop);
        mayEnd.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await next;
    }

    [Fact]
    public async Task Join_ThatGivesUp_LeavesTheRunToTheOthers()
    {
        using var impatient = new CancellationTokenSource();
        var mayEnd = new TaskCompletionSource();
        var first = _runs.Join("docs", () => mayEnd.Task, Stop);
        var ran = 0;
        var leaves = _runs.Join("docs", () => Task.FromResult(++ran), impatient.Token);
        var stays = _runs.Join("docs", () => Task.FromResult(++ran), Stop);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        mayEnd.SetResult();
        await Task.WhenAll(first, stays);
        Assert.Equal(1, ran);
    }
}
