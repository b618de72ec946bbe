using System.Runtime.CompilerServices;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Fakes;

/// <summary>An index that answers every search with the hits it was given.</summary>
internal sealed class FakeIndex : IVectorIndex
{
    public List<IndexHit> Hits { get; } = [];

    public List<(string Account, IndexRow Row)> Stored { get; } = [];

    public IndexQuery? LastQuery { get; private set; }

    public Exception? Failure { get; set; }

    public void Row(string uri, int level, string account = "default", string model = FakeEmbedder.Name) =>
        Stored.Add((account, new IndexRow(
            VikingUriParser.Parse(uri, "uri"), level, "resource", "about it", "hash", FakeTree.At, model)));

    public void Hit(string uri, int level, double score, string contextType = "resource") => Hits.Add(
        new IndexHit(VikingUriParser.Parse(uri, "uri"), level, contextType, "about it", score));

    public Task<IReadOnlyList<IndexHit>> Search(IndexQuery query, CancellationToken cancellationToken)
    {
        LastQuery = query;
        return Task.FromResult<IReadOnlyList<IndexHit>>([.. Hits.Take(query.Limit)]);
    }

    public Task<int> Count(string account, VikingUri? root, CancellationToken cancellationToken) =>
        Task.FromResult(Below(account, root).Count);

    public async IAsyncEnumerable<IndexRow> Rows(
        string account, VikingUri? root, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var row in Below(account, root))
            yield return row;
    }

    public Task<DirectoryRows> Directory(string account, VikingUri uri, CancellationToken cancellationToken) =>
        Task.FromResult(new DirectoryRows(
            [.. Below(account, uri).Where(row => row.Uri == uri || row.Uri.Parent == uri)], []));

    public Task<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken) => Failure is null
        ? Task.FromResult<IReadOnlyList<string>>([.. Stored.Select(s => s.Account).Distinct()])
        : Task.FromException<IReadOnlyList<string>>(Failure);

    List<IndexRow> Below(string account, VikingUri? root) =>
        [.. Stored.Where(s => s.Account == account && root?.Contains(s.Row.Uri) != false).Select(s => s.Row)];
}
