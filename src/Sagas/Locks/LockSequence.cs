namespace Sagas.Locks;

/// <summary>The one counter of path locks: places in the waiting line and fencing tokens come from it.</summary>
internal static class LockSequence
{
    public const string Counter = "path_locks";
}
