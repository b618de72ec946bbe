namespace Sagas.Locks;

/// <summary>The counters of path locks.</summary>
internal static class LockSequence
{
    /// <summary>Places in the waiting line and fencing tokens come from it.</summary>
    public const string Counter = "path_locks";

    /// <summary>How many requests are in line: counting the rows would read all of them.</summary>
    public const string Waiters = "path_lock_waiters";
}
