using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using SQLitePCL;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Reads the index: exact search, row by row, without holding the index in memory.</summary>
internal sealed partial class SqliteVectorIndex(IndexDatabase database, ILogger<SqliteVectorIndex> logger)
    : IVectorIndex
{
    const int PageSize = 500;

    public async Task<IReadOnlyList<IndexHit>> Search(IndexQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit <= 0)
            return [];
        var (hits, skipped) = await database.Read(
            connection => Scan(connection, query, cancellationToken), cancellationToken);
        if (skipped > 0)
            LogSkipped(query.Account, skipped, query.Model, query.Vector.Length);
        return [.. hits.Select(hit => new IndexHit(
            VikingUriParser.Parse(hit.Uri, "uri"), hit.Level, hit.ContextType, hit.Abstract, hit.Score))];
    }

    public Task<int> Count(string account, VikingUri? root, CancellationToken cancellationToken) =>
        database.Read(connection =>
        {
            using var db = new Statements(connection);
            return (int)(root is null
                ? db.Number("SELECT count(*) FROM entries WHERE account = $account", ("$account", account))
                : db.Number(
                    $"SELECT count(*) FROM entries WHERE {EntryRows.AtOrBelow}",
                    ("$account", account), ("$uri", root.Value)));
        }, cancellationToken);

    /// <remarks>Page by page: a slow reader never holds a read transaction, which would let the WAL grow.</remarks>
    public async IAsyncEnumerable<IndexRow> Rows(
        string account, VikingUri? root, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IndexRow? last = null;
        IReadOnlyList<IndexRow> page;
        do
        {
            page = await database.Read(
                connection => RowPages.Read(connection, account, root, last, PageSize), cancellationToken);
            foreach (var row in page)
                yield return last = row;
        }
        while (page.Count == PageSize);
    }

    public Task<DirectoryRows> Directory(string account, VikingUri uri, CancellationToken cancellationToken) =>
        database.Read(connection => DirectoryReading.Read(connection, account, uri), cancellationToken);

    public Task<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<string>>(connection =>
        {
            using var db = new Statements(connection);
            var accounts = new List<string>();
            while (db.Value(
                "SELECT min(account) FROM entries WHERE account > $last",
                ("$last", accounts.LastOrDefault() ?? "")) is string account)
            {
                accounts.Add(account);
            }
            return accounts;
        }, cancellationToken);

    static (IReadOnlyList<TopHits.Candidate> Hits, long Skipped) Scan(
        SqliteConnection connection, IndexQuery query, CancellationToken cancellationToken)
    {
        var (top, skipped) = (new TopHits(query.Limit), 0L);
        using var command = SearchStatement.For(connection, query);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Straight from SQLite's page: no copy per row.
            var vector = MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(reader.Handle, 4));
            if (!reader.GetBoolean(5) || vector.Length != query.Vector.Length)
            {
                skipped++;
                continue;
            }
            var score = Score(vector, query.Vector.Span);
            if ((query.ScoreMin is not { } min || score >= min) && top.Admits(score))
                top.Add(new(
                    reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), score));
        }
        return (top.BestFirst(), skipped);
    }

    static double Score(ReadOnlySpan<float> entry, ReadOnlySpan<float> query)
    {
        var score = TensorPrimitives.Dot(entry, query);
        return float.IsFinite(score) ? score : 0;
    }

    [LoggerMessage(7001, LogLevel.Warning,
        "{Skipped} entries of {Account} were left out of a search: they are of another model than {Model}, or not of "
        + "length {Dimension}; verify --repair embeds them anew")]
    partial void LogSkipped(string account, long skipped, string? model, int dimension);
}
