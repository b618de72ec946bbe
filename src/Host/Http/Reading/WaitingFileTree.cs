using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Http.Reading;

/// <summary>
/// The tree as a reader should see it: the old state or the new one. A tree in flight is for a moment in neither
/// place, so a read that misses waits for the transaction that holds the path, and looks again. One per request:
/// all its waits share one bound.
/// </summary>
internal sealed class WaitingFileTree(
    IFileTree tree, ITransactionQueries queries, ITransactionClient client, ReadPatience patience, TimeProvider time)
{
    readonly long _started = time.GetTimestamp();

    /// <summary>What the caller asked for by name: waits first, so that nothing uncommitted is shown.</summary>
    public async ValueTask<FileEntry?> Stat(string account, VikingUri uri, CancellationToken cancellationToken)
    {
        await Settle(account, uri, cancellationToken);
        return await Read(account, uri, ct => tree.Stat(account, uri, ct), cancellationToken);
    }

    /// <summary>The children of a directory; waits only when it is not there.</summary>
    public ValueTask<IReadOnlyList<FileEntry>?> List(
        string account, VikingUri uri, CancellationToken cancellationToken) =>
        Read(account, uri, ct => tree.List(account, uri, ct), cancellationToken);

    /// <summary>The content of a file; waits only when it is not there.</summary>
    public ValueTask<Stream?> OpenRead(string account, VikingUri uri, CancellationToken cancellationToken) =>
        Read(account, uri, ct => tree.OpenRead(account, uri, ct), cancellationToken);

    /// <summary>The content of a file as it is now; never waits.</summary>
    public ValueTask<Stream?> OpenNow(string account, VikingUri uri, CancellationToken cancellationToken) =>
        tree.OpenRead(account, uri, cancellationToken);

    async ValueTask<T?> Read<T>(
        string account, VikingUri uri, Func<CancellationToken, ValueTask<T?>> read,
        CancellationToken cancellationToken)
        where T : class
    {
        if (await read(cancellationToken) is { } found)
            return found;
        await Settle(account, uri, cancellationToken);
        // Looked at again even when nobody holds the path: the holder may have ended between the two looks.
        return await read(cancellationToken);
    }

    async Task Settle(string account, VikingUri uri, CancellationToken cancellationToken)
    {
        while (patience.Max - time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero)
        {
            if (await queries.HolderOf(account, uri, cancellationToken) is not { } holder)
                return;
            await client.WaitForEnd(holder, left, cancellationToken);
        }
    }
}
