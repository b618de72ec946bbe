using Microsoft.Extensions.Time.Testing;
using Sagas.Consumers.Semantics;

namespace Sagas.Consumers.Tests.Semantics;

public sealed class SharedRunsTests : IDisposable
{
    readonly FakeTimeProvider _time = new();
    readonly SharedRuns _runs;

    public SharedRunsTests() => _runs = new SharedRuns(_time, new SharedRunsOptions());

    public void Dispose() => _runs.Dispose();

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

        await Advance(0);
        Assert.All(joined, task => Assert.False(task.IsCompleted));
        Assert.Empty(log);
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

    [Theory]
    [InlineData(20, 180)]
    [InlineData(5_000, 1_000)]
    public async Task Join_SoonAfterARun_WaitsForARestInProportionToIt(int run, int rest)
    {
        await Run(run);
        var ended = _time.GetUtcNow();
        var startedAgain = ended;
        var again = _runs.Join("docs", () =>
        {
            startedAgain = _time.GetUtcNow();
            return Task.CompletedTask;
        }, Stop);
        await _runs.Join("other", () => Task.CompletedTask, Stop);

        await Advance(rest - 1);
        Assert.False(again.IsCompleted);
        await Advance(1);
        await again;
        Assert.Equal(TimeSpan.FromMilliseconds(rest), startedAgain - ended);
    }

    [Fact]
    public async Task Join_WhileOthersAreBusyToo_RestsForAllOfThem()
    {
        var mayEnd = new TaskCompletionSource();
        var other = _runs.Join("other", () => mayEnd.Task, Stop);
        await Run(20);
        var again = _runs.Join("docs", () => Task.CompletedTask, Stop);

        await Advance(359);
        Assert.False(again.IsCompleted);
        await Advance(1);
        await again;
        mayEnd.SetResult();
        await other;
    }

    [Fact]
    public async Task Join_AfterTheRest_StartsAtOnce()
    {
        await Run(20);
        await Advance(180);
        await _runs.Join("docs", () => Task.CompletedTask, Stop);
    }

    [Fact]
    public async Task Join_OfMoreWorkThanThereArePlaces_WaitsForAPlace()
    {
        using var runs = new SharedRuns(_time, new SharedRunsOptions { AtOnceMax = 1 });
        var (started, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = runs.Join("a", () =>
        {
            started.SetResult();
            return mayEnd.Task;
        }, Stop);
        await started.Task.WaitAsync(Stop);
        var ran = 0;
        var second = runs.Join("b", () => Task.FromResult(++ran), Stop);

        await Advance(0);
        Assert.Equal(0, ran);
        mayEnd.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(1, ran);
    }

    Task Run(int milliseconds) => _runs.Join("docs", () =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return Task.CompletedTask;
    }, Stop);

    /// <summary>Gives what the time has woken a chance to run.</summary>
    async Task Advance(int milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        for (var i = 0; i < 100; i++)
            await Task.Yield();
    }
}
