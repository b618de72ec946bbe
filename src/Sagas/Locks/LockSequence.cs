namespace Sagas.Locks;

/// <summary>The counters of path locks. The first: places in the waiting line and fencing tokens come from it.</summary>
internal static class LockSequence
{
    public const string Counter = "path_locks";

    /// <summary>How many requests are in line: counting the rows would read all of them.</summary>
    public const string Waiters = "path_lock_waiters";
}
