using Sagas.Contracts;

namespace Sagas.Locks;

/// <summary>The answer to a request for locks: granted with a token, or in the way stands somebody.</summary>
/// <param name="Token">The fencing token; null when not granted.</param>
/// <param name="Waiting">True when the request stands in line.</param>
/// <param name="Blocker">A transaction that holds, or waits earlier for, what was asked; null when granted.</param>
/// <param name="BlockedPath">The path of the request that is not free; null when granted.</param>
public sealed record LockAnswer(
    FencingToken? Token, bool Waiting = false, TransactionId? Blocker = null, PathLock? BlockedPath = null)
{
    /// <summary>True when all locks are held.</summary>
    public bool IsGranted => Token is not null;
}
