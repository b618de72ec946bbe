using System.Collections.Concurrent;

namespace Sagas.Lifecycle;

/// <summary>
/// Wakes those in this process who wait for the end of a transaction. A hint: what counts is the row. Thread-safe.
/// </summary>
public sealed class EndSignals
{
    readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>Completes when the transaction ends in this process.</summary>
    public Task Of(Guid transaction) => _waiting.GetOrAdd(
        transaction, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Nobody waits any more.</summary>
    public void Forget(Guid transaction) => _waiting.TryRemove(transaction, out _);

    internal void Ended(Guid transaction)
    {
        if (_waiting.TryRemove(transaction, out var waiter))
            waiter.TrySetResult();
    }
}
