namespace Sagas.Contracts;

/// <summary>
/// Named places where a test may make the process die, fail or stand still. Off unless the host turns it on;
/// the default does nothing. Every boundary between two durable effects has one.
/// </summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IFaultPoints
{
    /// <summary>Called when execution reaches <paramref name="point"/>, such as
    /// <c>move-tree.execute.before-reply</c>.</summary>
    ValueTask Reach(string point, CancellationToken cancellationToken = default);
}
