namespace Sagas.Contracts;

/// <summary>The default: nothing ever happens at a fault point.</summary>
public sealed class NoFaultPoints : IFaultPoints
{
    /// <inheritdoc />
    public ValueTask Reach(string point, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
