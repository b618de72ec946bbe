namespace Sagas.Consumers.FileTree.Native;

/// <summary>
/// Makes the names in one busy folder durable. Those who come while a sync is under way share the next one, which
/// starts after they came and so covers what they changed. Thread-safe.
/// </summary>
sealed class SharedSync(string path)
{
    readonly Lock _gate = new();
    long _asked;
    long _covered;

    /// <summary>Returns when everything that was changed before the call is durable.</summary>
    public void Sync()
    {
        var mine = Interlocked.Increment(ref _asked);
        lock (_gate)
        {
            if (_covered >= mine)
                return;
            var covers = Interlocked.Read(ref _asked);
            Disk.SyncFolder(path);
            _covered = covers;
        }
    }
}
