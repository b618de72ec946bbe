namespace Sagas.Consumers.Sessions;

/// <summary>
/// The turn on one session's live file: who has it, alone may write the file, exchange it, or take the whole folder
/// away because it is empty. Appends that wait for it together are written together.
/// </summary>
sealed class SessionGate : IDisposable
{
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly Lock _lock = new();
    List<PendingAppend> _pending = [];
    bool _isDraining;

    /// <summary>What is known of the live file; null = nothing. Only who has the turn may look at it.</summary>
    public LiveState? Known { get; set; }

    /// <summary>How many callers use this gate now; guarded by <see cref="SessionGates"/>.</summary>
    public int Users { get; set; }

    /// <summary>Waits for the turn.</summary>
    public Task Enter(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    public void Leave() => _turn.Release();

    public void Dispose() => _turn.Dispose();

    /// <summary>Puts an append in line. The first one in line has <paramref name="write"/> called for all that are
    /// there when its turn comes, and so on until the line is empty.</summary>
    /// <param name="append">What waits.</param>
    /// <param name="keep">Keeps this gate in use as long as the line is worked off.</param>
    /// <param name="write">Writes and completes what it is given.</param>
    public void Append(
        PendingAppend append, Func<IDisposable> keep, Func<IReadOnlyList<PendingAppend>, Task> write)
    {
        lock (_lock)
        {
            _pending.Add(append);
            if (_isDraining)
                return;
            _isDraining = true;
        }
        var kept = keep();
        _ = Task.Run(async () =>
        {
            using (kept)
                await Drain(write);
        });
    }

    async Task Drain(Func<IReadOnlyList<PendingAppend>, Task> write)
    {
        while (true)
        {
            await _turn.WaitAsync();
            try
            {
                if (Take() is not { } appends)
                    return;
                await Write(appends, write);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    List<PendingAppend>? Take()
    {
        lock (_lock)
        {
            if (_pending.Count == 0)
            {
                _isDraining = false;
                return null;
            }
            var taken = _pending;
            _pending = [];
            return taken;
        }
    }

    static async Task Write(List<PendingAppend> appends, Func<IReadOnlyList<PendingAppend>, Task> write)
    {
        try
        {
            await write(appends);
        }
        catch (Exception exception)
        {
            // Whatever it is, it is theirs who wait: nobody else hears of it.
            appends.ForEach(append => append.Fail(exception));
        }
    }
}
