using Microsoft.Extensions.Time.Testing;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>
/// One index store in a fresh place, with eyes that see every byte of a row. An adapter brings a subclass, and a
/// one-line subclass of each contract class of this folder.
/// </summary>
public abstract class IndexWorld : IDisposable
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public abstract IIndexChanges Changes { get; }

    public abstract IVectorIndex Index { get; }

    public abstract ITransactionJanitor Janitor { get; }

    public abstract ISemanticLedger Ledger { get; }

    /// <summary>Every row with all its columns, vector in hexadecimal, in order of account, URI and level.</summary>
    public abstract IReadOnlyList<string> Dump();

    /// <summary>How many undo rows there are, of whatever kind.</summary>
    public abstract long UndoRows();

    /// <summary>A new process on the same store; what was not durable is gone.</summary>
    public abstract void Restart();

    /// <summary>Takes the store away, as a lost disk would.</summary>
    public abstract void Lose();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
