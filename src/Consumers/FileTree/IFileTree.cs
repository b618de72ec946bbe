using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>
/// Reading the tree. It sees what is in place now and knows nothing of locks: a tree in flight is for a moment in
/// neither place, so readers that must not see that go through the host's waiting reader. The reserved folder is
/// never seen. Thread-safe.
/// </summary>
public interface IFileTree
{
    /// <summary>The entry at <paramref name="uri"/>; null when nothing is there.</summary>
    ValueTask<FileEntry?> Stat(string account, VikingUri uri, CancellationToken cancellationToken);

    /// <summary>
    /// The children of a directory in ordinal order of their names, hidden ones included; null when
    /// <paramref name="uri"/> is no directory. Symbolic links, devices and sockets are left out.
    /// </summary>
    ValueTask<IReadOnlyList<FileEntry>?> List(string account, VikingUri uri, CancellationToken cancellationToken);

    /// <summary>The content of a file, to be disposed; null when <paramref name="uri"/> is no file.</summary>
    ValueTask<Stream?> OpenRead(string account, VikingUri uri, CancellationToken cancellationToken);

    /// <summary>The accounts that have a tree.</summary>
    ValueTask<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken);

    /// <summary>The transactions of which a step's folder is still there: each must be in flight, or its purge still to
    /// come.</summary>
    ValueTask<IReadOnlyList<TransactionId>> OpenTransactions(CancellationToken cancellationToken);
}
