using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Fakes;

/// <summary>A tree in memory; directories are the parents of files, and those made by name.</summary>
internal sealed class FakeTree : IFileTree
{
    readonly SortedDictionary<string, (byte[]? Content, DateTimeOffset At)> _entries = new(StringComparer.Ordinal);
    readonly Lock _gate = new();

    public List<TransactionId> Folders { get; } = [];

    /// <summary>What was kept with sessions, by their URI.</summary>
    public Dictionary<string, System.Text.Json.JsonElement?> SessionSettings { get; } = [];

    public static DateTimeOffset At { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public void File(string uri, string text, string account = "default", DateTimeOffset? at = null)
    {
        Directory(uri[..uri.LastIndexOf('/')], account);
        lock (_gate)
            _entries[Key(account, uri)] = (Encoding.UTF8.GetBytes(text), at ?? At);
    }

    public void Directory(string uri, string account = "default")
    {
        lock (_gate)
        {
            for (; uri.Length > VikingUri.Scheme.Length; uri = uri[..Math.Max(uri.LastIndexOf('/'), 0)])
                _entries.TryAdd(Key(account, uri), (null, At));
        }
    }

    public void Remove(string uri, string account = "default")
    {
        lock (_gate)
        {
            var root = Key(account, uri);
            foreach (var key in AtAndBelow(root))
                _entries.Remove(key);
        }
    }

    public void Move(string from, string to, string account = "default")
    {
        Directory(to[..to.LastIndexOf('/')], account);
        lock (_gate)
        {
            var root = Key(account, from);
            var target = Key(account, to);
            foreach (var key in AtAndBelow(root))
            {
                _entries[target + key[root.Length..]] = _entries[key];
                _entries.Remove(key);
            }
        }
    }

    public bool Has(string uri, string account = "default")
    {
        lock (_gate)
            return _entries.ContainsKey(Key(account, uri));
    }

    public ValueTask<FileEntry?> Stat(string account, VikingUri uri, CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_entries.TryGetValue(Key(account, uri.Value), out var e) ? Entry(uri, e) : null);
    }

    public ValueTask<IReadOnlyList<FileEntry>?> List(
        string account, VikingUri uri, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var root = Key(account, uri.Value);
            if (!_entries.TryGetValue(root, out var directory) || directory.Content is not null)
                return new((IReadOnlyList<FileEntry>?)null);
            return new(_entries
                .Where(e =>
                    e.Key.StartsWith(root + "/", StringComparison.Ordinal) && !e.Key[(root.Length + 1)..].Contains('/'))
                .Select(e => Entry(uri.Child(e.Key[(root.Length + 1)..]), e.Value))
                .ToList());
        }
    }

    public ValueTask<Stream?> OpenRead(string account, VikingUri uri, CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_entries.TryGetValue(Key(account, uri.Value), out var e) && e.Content is { } bytes
                ? new MemoryStream(bytes, writable: false)
                : null);
    }

    public ValueTask<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_entries.Keys.Select(k => k[..k.IndexOf('|', StringComparison.Ordinal)]).Distinct().ToList());
    }

    public ValueTask<IReadOnlyList<TransactionId>> OpenTransactions(CancellationToken cancellationToken) =>
        new([.. Folders]);

    List<string> AtAndBelow(string root) =>
        [.. _entries.Keys.Where(k => k == root || k.StartsWith(root + "/", StringComparison.Ordinal))];

    static string Key(string account, string uri) => $"{account}|{uri}";

    static FileEntry Entry(VikingUri uri, (byte[]? Content, DateTimeOffset At) e) =>
        new(uri, e.Content is null, e.Content?.Length ?? 0, e.At);
}
