namespace Sagas.Consumers.Sessions;

/// <summary>
/// The turns on live files, by what the file is and not by where it lies. A gate belongs to a session's name: one that
/// is moved while somebody is writing to it has another gate at its new name, and still the same file. Thread-safe.
/// </summary>
sealed class LiveTurns
{
    readonly Dictionary<ulong, (SemaphoreSlim Turn, int Users)> _files = [];
    readonly Lock _lock = new();

    /// <summary>How many have the turn on a file, or wait for it.</summary>
    public int Users(ulong inode)
    {
        lock (_lock)
            return _files.GetValueOrDefault(inode).Users;
    }

    /// <summary>Waits for the turn on a file; it is given back when the answer is disposed of.</summary>
    public async Task<IDisposable> Enter(ulong inode, CancellationToken cancellationToken)
    {
        var turn = Use(inode);
        try
        {
            await turn.WaitAsync(cancellationToken);
            return new Had(this, inode, turn);
        }
        catch
        {
            Give(inode);
            throw;
        }
    }

    SemaphoreSlim Use(ulong inode)
    {
        lock (_lock)
        {
            var (turn, users) = _files.GetValueOrDefault(inode);
            turn ??= new SemaphoreSlim(1, 1);
            _files[inode] = (turn, users + 1);
            return turn;
        }
    }

    void Give(ulong inode)
    {
        lock (_lock)
        {
            var (turn, users) = _files[inode];
            if (users > 1)
            {
                _files[inode] = (turn, users - 1);
                return;
            }
            _files.Remove(inode);
            turn.Dispose();
        }
    }

    sealed class Had(LiveTurns turns, ulong inode, SemaphoreSlim turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Release();
            turns.Give(inode);
        }
    }
}
