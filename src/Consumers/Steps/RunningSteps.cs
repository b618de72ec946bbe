using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sagas.Consumers.Steps;

/// <summary>
/// The steps that this process is doing or undoing now: a duplicate of a run under way joins it instead of starting a
/// second one. Two processes are kept apart by the stores' barriers. Thread-safe; one per process.
/// </summary>
/// <param name="logger">Hears of reports that could not leave; null = nobody does.</param>
public sealed partial class RunningSteps(ILogger<RunningSteps>? logger = null)
{
    readonly ILogger _logger = logger ?? NullLogger<RunningSteps>.Instance;
    readonly ConcurrentDictionary<(StepId Id, bool Undo), Lazy<Task<object?>>> _running = new();

    /// <summary>The result of <paramref name="execute"/>, or of the doing of that step that is under way; of one's own
    /// all the same when that one was given up and this caller was not.</summary>
    public Task<object?> Join(StepId id, Func<Task<object?>> execute, CancellationToken cancellationToken) =>
        Join((id, Undo: false), execute, cancellationToken);

    /// <summary>The same for an undo.</summary>
    public async Task<bool> JoinUndo(StepId id, Func<Task<bool>> undo, CancellationToken cancellationToken) =>
        (bool)(await Join((id, Undo: true), async () => await undo(), cancellationToken))!;

    async Task<object?> Join(
        (StepId Id, bool Undo) key, Func<Task<object?>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new Lazy<Task<object?>>(work);
            var run = _running.GetOrAdd(key, mine);
            try
            {
                return await run.Value;
            }
            catch (OperationCanceledException)
                when (!ReferenceEquals(run, mine) && !cancellationToken.IsCancellationRequested)
            {
                // The delivery that this one joined was given up; this one was not, and still owes an answer.
            }
            finally
            {
                _running.TryRemove(new(key, run));
            }
        }
    }

    /// <summary>
    /// Tells how far a step is, if that can be told. A connection that is lost for a moment must not end a long run,
    /// nor the twin that was delivered again and joined it; if it stays lost, the step timer asks.
    /// </summary>
    internal async Task Tell(StepId id, Func<Task> report, CancellationToken cancellationToken)
    {
        try
        {
            await report();
        }
        catch (Exception unsent) when (!cancellationToken.IsCancellationRequested)
        {
            LogUntold(id, unsent);
        }
    }

    [LoggerMessage(7012, LogLevel.Warning, "Step {Id} goes on, though it could not tell how far it is")]
    partial void LogUntold(StepId id, Exception unsent);
}
