using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex;

/// <summary>
/// Changing the vector index, for its step consumers alone. Each call is one transaction of the index's own
/// database: fence, barrier, undo record and change are durable together or not at all. Thread-safe.
/// </summary>
/// <remarks>
/// <para>The barrier, keyed by <see cref="StepContext.Id"/>: done twice is done once, with the first answer; undone
/// twice is undone once; undone before it was done closes the step, and the late do is refused.</para>
/// <para>The fence: a do is refused when a higher token was seen at its path, above it or below it. Every change is
/// one of a whole subtree, so the lock behind it must be a tree lock (or an exact one on what is a file).</para>
/// <para>An undo of something done is never refused for its token: its transaction keeps its locks until it is
/// undone, so a higher token can only mean that an operator resolved the transaction by hand. Even then it takes
/// back no more than its own: rows written under a higher token stay as they are.</para>
/// </remarks>
public interface IIndexChanges
{
    /// <summary>Removes what is at and below a URI, whole rows kept for undo.</summary>
    /// <exception cref="RefusedException"><see cref="ErrorCode.Stale"/>: the barrier or the fence;
    /// <see cref="ErrorCode.Unavailable"/>: the store is missing or broken.</exception>
    Task<RemovedEntries> Remove(RemoveEntries command, StepContext step, CancellationToken cancellationToken);

    /// <summary>Points what is at and below the source at the destination; the destination's own rows are removed
    /// and kept for undo.</summary>
    /// <exception cref="RefusedException">As for <see cref="Remove"/>; <see cref="ErrorCode.InvalidArgument"/> when
    /// one contains the other or a URI would break <see cref="Limits"/>.</exception>
    Task<RekeyedEntries> Rekey(RekeyEntries command, StepContext step, CancellationToken cancellationToken);

    /// <summary>Inserts and replaces entries of a directory and removes those of names that are gone, and what a path
    /// had while it was a file, or a directory, and is no longer. An entry that is there already in the same form is
    /// left alone.</summary>
    /// <exception cref="RefusedException">As for <see cref="Remove"/>; <see cref="ErrorCode.InvalidArgument"/> for
    /// an entry outside the directory, given twice or below a file, or without a vector.</exception>
    Task<UpsertedEntries> Upsert(UpsertEntries command, StepContext step, CancellationToken cancellationToken);

    /// <summary>Closes the step and puts back exactly what it changed, timestamps and vectors included.</summary>
    /// <returns>False when it had never been done.</returns>
    /// <exception cref="RefusedException"><see cref="ErrorCode.Stale"/>: the transaction was forgotten, its undo
    /// data is gone.</exception>
    Task<bool> Undo(StepContext step, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes fences, and barrier rows of closed steps, older than <paramref name="olderThan"/>; answers how many.
    /// A step that was done and neither undone nor forgotten is kept with its undo data, however old: its
    /// transaction may be suspended.
    /// </summary>
    Task<int> Sweep(DateTimeOffset olderThan, CancellationToken cancellationToken);
}
