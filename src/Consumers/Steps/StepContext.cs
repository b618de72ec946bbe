using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>What a step knows besides its arguments.</summary>
public sealed class StepContext(
    StepId id, string kind, FencingToken token, IFaultPoints faults, Func<long, long?, string, Task> report)
{
    /// <summary>Which step of which transaction.</summary>
    public StepId Id { get; } = id;

    /// <summary>The fence: goes to the store with every change, never to an <c>if</c> before it.</summary>
    public FencingToken Token { get; } = token;

    /// <summary>
    /// Reached between two durable effects: <c>{kind}.{name}</c>. Write down beside each call what a restart would
    /// find if the process died there.
    /// </summary>
    public ValueTask Boundary(string name, CancellationToken cancellationToken) =>
        faults.Reach($"{kind}.{name}", cancellationToken);

    /// <summary>Says that the step is alive: restarts the transaction's step timer. What cannot be told is logged.
    /// </summary>
    public Task Report(long done, long? total, string unit) => report(done, total, unit);
}
