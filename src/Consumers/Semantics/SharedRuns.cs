namespace Sagas.Consumers.Semantics;

/// <summary>
/// Runs of the same work that come while one is under way share the next one: many changes of a directory cost as
/// many runs as fit one after another. A run that somebody joins always starts after they came, so it sees what they
/// came for. Thread-safe.
/// </summary>
/// <remarks>It lives in memory alone: what dies with the process is asked for again by its message.</remarks>
public sealed class SharedRuns
{
    readonly Lock _gate = new();
    readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Completes with a run that started after this call; fails when that run fails.</summary>
    /// <param name="key">What is the same work.</param>
    /// <param name="run">Does it; used unless a run that has not started yet can be joined.</param>
    /// <param name="cancellationToken">Stops waiting; the run goes on for the others.</param>
    public Task Join(string key, Func<Task> run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        Task mine;
        lock (_gate)
        {
            if (_lanes.TryGetValue(key, out var lane))
            {
                mine = lane.Next ??= Follow(key, lane, run, lane.Current);
            }
            else
            {
                lane = _lanes[key] = new Lane();
                mine = lane.Current = Begin(key, lane, run);
            }
        }
        return mine.WaitAsync(cancellationToken);
    }

    async Task Follow(string key, Lane lane, Func<Task> run, Task before)
    {
        // Whatever became of the run before, those who wait here came for another.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
            (lane.Current, lane.Next) = (lane.Next!, null);
        await Begin(key, lane, run);
    }

    async Task Begin(string key, Lane lane, Func<Task> run)
    {
        // Never inside the caller's lock.
        await Task.Yield();
        try
        {
            await run();
        }
        finally
        {
            lock (_gate)
            {
                if (lane.Next is null)
                    _lanes.Remove(key);
            }
        }
    }

    sealed class Lane
    {
        public Task Current { get; set; } = Task.CompletedTask;

        public Task? Next { get; set; }
    }
}
