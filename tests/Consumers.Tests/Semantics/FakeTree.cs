using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>A tree in memory: a file's path to its bytes; directories are what files imply, or are named.</summary>
public sealed class FakeTree : IFileTree
{
    readonly SortedDictionary<string, byte[]?> _nodes = new(StringComparer.Ordinal);

    public int Reads { get; private set; }

    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public void Write(string path, byte[] bytes)
    {
        for (var parent = Uri(path).Parent; parent is not null; parent = parent.Parent)
            _nodes.TryAdd(parent.Value, null);
        _nodes[Uri(path).Value] = bytes;
    }

    public void MakeDirectory(string path) => _nodes[Uri(path).Value] = null;

    public void Remove(string path)
    {
        foreach (var key in _nodes.Keys.Where(k => Uri(path).Contains(VikingUriParser.Parse(k, "k"))).ToList())
            _nodes.Remove(key);
    }

    public string? Text(string path) =>
        _nodes.GetValueOrDefault(Uri(path).Value) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public ValueTask<FileEntry?> Stat(string account, VikingUri uri, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_nodes.TryGetValue(uri.Value, out var bytes) ? Entry(uri, bytes) : null);

    public ValueTask<IReadOnlyList<FileEntry>?> List(
        string account, VikingUri uri, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<FileEntry>?>(
            _nodes.TryGetValue(uri.Value, out var bytes) && bytes is null
                ? [.. _nodes.Select(node => Entry(VikingUriParser.Parse(node.Key, "k"), node.Value))
                    .Where(entry => entry.Uri.Parent == uri)]
                : null);

    public ValueTask<Stream?> OpenRead(string account, VikingUri uri, CancellationToken cancellationToken)
    {
        Reads++;
        return ValueTask.FromResult<Stream?>(
            _nodes.GetValueOrDefault(uri.Value) is { } bytes ? new MemoryStream(bytes) : null);
    }

    public ValueTask<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([Account]);

    public ValueTask<IReadOnlyList<TransactionId>> OpenTransactions(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<TransactionId>>([]);

    static FileEntry Entry(VikingUri uri, byte[]? bytes) =>
        new(uri, bytes is null, bytes?.Length ?? 0, DateTimeOffset.UnixEpoch);
}
