using Sagas.Contracts;

namespace Sagas.Testing.Steps;

/// <summary>Stands still at the k-th fault point (from 1) until it is released, like a process that was stopped.
/// </summary>
public sealed class PauseAt(int k) : IFaultPoints
{
    readonly TaskCompletionSource _release = new();
    readonly TaskCompletionSource _stood = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _reached;

    /// <summary>Whether it stands still, or stood.</summary>
    public bool Paused => _reached >= k;

    /// <summary>Whether <paramref name="run"/> stands still here; false when it ended without coming so far.</summary>
    public async Task<bool> Catches(Task run)
    {
        await Task.WhenAny(run, _stood.Task);
        return Paused;
    }

    /// <summary>How many points were reached so far.</summary>
    public int Count => _reached;

    /// <summary>Lets it go on.</summary>
    public void Release() => _release.TrySetResult();

    /// <inheritdoc />
    public ValueTask Reach(string point, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _reached) != k)
            return ValueTask.CompletedTask;
        _stood.TrySetResult();
        return new ValueTask(_release.Task);
    }
}
