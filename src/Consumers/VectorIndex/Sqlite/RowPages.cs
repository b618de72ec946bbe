using Microsoft.Data.Sqlite;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Rows in order of URI and level, a page at a time.</summary>
internal static class RowPages
{
    /// <summary>The columns of which <see cref="Read(SqliteDataReader)"/> makes a row.</summary>
    public const string Columns = "uri, level, context_type, abstract, content_hash, updated_at, model";

    public static IReadOnlyList<IndexRow> Read(
        SqliteConnection connection, string account, VikingUri? root, IndexRow? after, int limit)
    {
        using var command = connection.CreateCommand();
        // The only beginning of the range is where the last page ended: no page walks over those before it.
        var where = root is null ? "account = $account" : EntryRows.AtOrBelowAfter;
        command.CommandText = $"""
            SELECT {Columns} FROM entries
            WHERE {where} AND (uri, level) > ($afterUri, $afterLevel) ORDER BY uri, level LIMIT $limit
            """;
        command.Parameters.AddWithValue("$account", account);
        if (root is not null)
            command.Parameters.AddWithValue("$uri", root.Value);
        command.Parameters.AddWithValue("$afterUri", after?.Uri.Value ?? root?.Value ?? "");
        command.Parameters.AddWithValue("$afterLevel", after?.Level ?? -1);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        return Read(reader);
    }

    /// <summary>All rows of a reader.</summary>
    public static IReadOnlyList<IndexRow> Read(SqliteDataReader reader)
    {
        var rows = new List<IndexRow>();
        while (reader.Read())
        {
            rows.Add(new IndexRow(
                VikingUriParser.Parse(reader.GetString(0), "uri"),
                reader.GetInt32(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                reader.GetString(6)));
        }
        return rows;
    }
}
