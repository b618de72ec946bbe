using Sagas.Contracts;

namespace Sagas.Testing.Steps;

/// <summary>Stands still at the k-th fault point (from 1) until it is released, like a process that was stopped.
/// </summary>
public sealed class PauseAt(int k) : IFaultPoints
{
    readonly TaskCompletionSource _release = new();
    int _reached;

    /// <summary>Whether it stands still, or stood.</summary>
    public bool Paused => _reached >= k;

    /// <summary>How many points were reached so far.</summary>
    public int Count => _reached;

    /// <summary>Lets it go on.</summary>
    public void Release() => _release.TrySetResult();

    /// <inheritdoc />
    public ValueTask Reach(string point, CancellationToken cancellationToken = default) =>
        ++_reached == k ? new ValueTask(_release.Task) : ValueTask.CompletedTask;
}
