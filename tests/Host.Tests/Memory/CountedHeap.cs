using Sagas.Host.Memory;

namespace Sagas.Host.Tests.Memory;

/// <summary>A heap that grows when it is told to.</summary>
internal sealed class CountedHeap : IHeap
{
    readonly TaskCompletionSource _trimmed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Trims { get; private set; }

    public long Allocated { get; set; }

    /// <summary>Ends when it was trimmed for the first time.</summary>
    public Task Trimmed => _trimmed.Task;

    public void Trim()
    {
        Trims++;
        _trimmed.TrySetResult();
    }
}
