using Sagas.Contracts;

namespace Sagas.Testing.Steps;

/// <summary>Throws at the k-th fault point that is reached (from 1; 0 = never) and remembers all of them.</summary>
public sealed class FailAt(int k) : IFaultPoints
{
    readonly List<string> _reached = [];

    /// <summary>The points so far, in order.</summary>
    public IReadOnlyList<string> Reached => _reached;

    /// <inheritdoc />
    public ValueTask Reach(string point, CancellationToken cancellationToken = default)
    {
        _reached.Add(point);
        return _reached.Count == k ? throw new InjectedFaultException(point) : ValueTask.CompletedTask;
    }
}
