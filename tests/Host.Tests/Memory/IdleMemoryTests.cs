using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Sagas.Host.Memory;

namespace Sagas.Host.Tests.Memory;

public sealed class IdleMemoryTests : IDisposable
{
    readonly FakeTimeProvider _time = new();
    readonly CountedHeap _heap = new();
    readonly IdleMemory _memory;

    public IdleMemoryTests() => _memory = new IdleMemory(_heap, _time);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Look_AfterWork_TrimsOnce()
    {
        Assert.Equal(0, TrimsAfter(IdleMemory.WorthBytes));
        Assert.Equal(1, TrimsAfter(IdleMemory.IdleBytes - 1));
        Assert.Equal(1, TrimsAfter(0));
        Assert.Equal(1, TrimsAfter(IdleMemory.IdleBytes - 1));
    }

    [Fact]
    public void Look_WhileThereIsWork_DoesNotTrim()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(0, TrimsAfter(IdleMemory.IdleBytes));
    }

    [Fact]
    public void Look_ManySmallThings_TrimsWhenTheyAddUp()
    {
        for (var sum = 1 << 20; sum < IdleMemory.WorthBytes; sum += 1 << 20)
            Assert.Equal(0, TrimsAfter(1 << 20));

        Assert.Equal(1, TrimsAfter(1 << 20));
    }

    [Fact]
    public async Task Start_LooksWhenTheIntervalIsOver()
    {
        await _memory.StartAsync(TestContext.Current.CancellationToken);
        _heap.Allocated = IdleMemory.WorthBytes;
        // The first interval saw the work. The timer may be set only after the start has returned.
        while (!_heap.Trimmed.IsCompleted)
        {
            _time.Advance(IdleMemory.Interval);
            await Task.Yield();
        }

        await _memory.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _heap.Trims);
    }

    [Fact]
    public void Trim_OfTheRuntime_CollectsWhatNobodyHolds()
    {
        var lost = Lost();

        new RuntimeHeap().Trim();

        Assert.False(lost.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference Lost() => new(new byte[1 << 20]);

    int TrimsAfter(long bytes)
    {
        _heap.Allocated += bytes;
        _memory.Look();
        return _heap.Trims;
    }
}
