namespace Sagas.Consumers.Semantics;

/// <summary>
/// Runs of the same work that come while one is under way share the next one, and between two runs there is a rest:
/// many changes of a directory cost as many runs as fit into a small share of the time. A run that somebody joins
/// always starts after they came, so it sees what they came for. Thread-safe.
/// </summary>
/// <remarks>
/// The rest is a multiple of what the run took and of how many kinds of work are busy, up to a limit: where runs are
/// cheap and few nobody notices it, where they are dear or many they make room for the transactions that they follow.
/// The first run after a quiet time starts at once. All of
/// it lives in memory alone: what dies with the process is asked for again by its message.
/// </remarks>
public sealed class SharedRuns(TimeProvider time, SharedRunsOptions options) : IDisposable
{
    readonly Lock _gate = new();
    readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _places = new(options.AtOnceMax);

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
                mine = lane.Next ??= Follow(key, lane, run);
            else
                mine = Begin(key, _lanes[key] = new Lane(), run);
        }
        return mine.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    async Task Follow(string key, Lane lane, Func<Task> run)
    {
        await lane.Rested.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Task mine;
        lock (_gate)
        {
            lane.Next = null;
            mine = Begin(key, lane, run);
        }
        await mine;
    }

    /// <summary>Starts a run; only inside the gate.</summary>
    Task Begin(string key, Lane lane, Func<Task> run)
    {
        var mine = Run(lane, run);
        lane.Rested = Rest(key, lane, mine);
        return mine;
    }

    async Task Run(Lane lane, Func<Task> run)
    {
        // Never inside the caller's lock.
        await Task.Yield();
        await _places.WaitAsync();
        try
        {
            var started = time.GetTimestamp();
            await run();
            lane.Rest = Task.Delay(RestAfter(time.GetElapsedTime(started)), time);
        }
        finally
        {
            _places.Release();
        }
    }

    async Task Rest(string key, Lane lane, Task run)
    {
        // Whatever became of the run, those who wait for the next one came for another.
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await lane.Rest;
        lock (_gate)
        {
            if (lane.Next is null)
                _lanes.Remove(key);
        }
    }

    TimeSpan RestAfter(TimeSpan taken)
    {
        int busy;
        lock (_gate)
            busy = _lanes.Count;
        var rest = taken * options.RestPerRun * busy;
        return rest < options.RestMax ? rest : options.RestMax;
    }

    sealed class Lane
    {
        /// <summary>The rest after the last run that succeeded.</summary>
        public Task Rest { get; set; } = Task.CompletedTask;

        /// <summary>Completes when the run that was begun last is over, and the rest after it.</summary>
        public Task Rested { get; set; } = Task.CompletedTask;

        public Task? Next { get; set; }
    }
}
