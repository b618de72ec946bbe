using System.Collections.Concurrent;

namespace Sagas.Consumers.Steps;

/// <summary>
/// The steps that this process is doing or undoing now: a duplicate of a run under way joins it instead of starting a
/// second one. Two processes are kept apart by the stores' barriers. Thread-safe; one per process.
/// </summary>
public sealed class RunningSteps
{
    readonly ConcurrentDictionary<(StepId Id, bool Undo), Lazy<Task<object?>>> _running = new();

    /// <summary>The result of <paramref name="execute"/>, or of the doing of that step that is under way.</summary>
    public Task<object?> Join(StepId id, Func<Task<object?>> execute) => Join((id, Undo: false), execute);

    /// <summary>The result of <paramref name="undo"/>, or of the undoing of that step that is under way.</summary>
    public async Task<bool> JoinUndo(StepId id, Func<Task<bool>> undo) =>
        (bool)(await Join((id, Undo: true), async () => await undo()))!;

    async Task<object?> Join((StepId Id, bool Undo) key, Func<Task<object?>> work)
    {
        var mine = new Lazy<Task<object?>>(work);
        var run = _running.GetOrAdd(key, mine);
        try
        {
            return await run.Value;
        }
        finally
        {
            if (ReferenceEquals(run, mine))
                _running.TryRemove(key, out _);
        }
    }
}
