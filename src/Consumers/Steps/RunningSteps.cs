using System.Collections.Concurrent;

namespace Sagas.Consumers.Steps;

/// <summary>
/// The steps that this process is doing now: a duplicate of a running step joins it instead of starting a second
/// one. Thread-safe; one per process.
/// </summary>
public sealed class RunningSteps
{
    readonly ConcurrentDictionary<StepId, Lazy<Task<object?>>> _running = new();

    /// <summary>The result of <paramref name="execute"/>, or of the run of the same step that is under way.</summary>
    public async Task<object?> Join(StepId id, Func<Task<object?>> execute)
    {
        var mine = new Lazy<Task<object?>>(execute);
        var run = _running.GetOrAdd(id, mine);
        try
        {
            return await run.Value;
        }
        finally
        {
            if (ReferenceEquals(run, mine))
                _running.TryRemove(id, out _);
        }
    }
}
