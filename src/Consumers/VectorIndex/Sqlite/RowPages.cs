using Microsoft.Data.Sqlite;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Rows in order of URI and level, a page at a time.</summary>
internal static class RowPages
{
    public static IReadOnlyList<IndexRow> Read(
        SqliteConnection connection, string account, VikingUri? root, IndexRow? after, int limit)
    {
        using var command = connection.CreateCommand();
        var where = root is null ? "account = $account" : EntryRows.AtOrBelow;
        command.CommandText = $"""
            SELECT uri, level, context_type, abstract, content_hash, updated_at FROM entries
            WHERE {where} AND (uri, level) > ($afterUri, $afterLevel) ORDER BY uri, level LIMIT $limit
            """;
        command.Parameters.AddWithValue("$account", account);
        if (root is not null)
            command.Parameters.AddWithValue("$uri", root.Value);
        command.Parameters.AddWithValue("$afterUri", after?.Uri.Value ?? "");
        command.Parameters.AddWithValue("$afterLevel", after?.Level ?? -1);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        var page = new List<IndexRow>();
        while (reader.Read())
        {
            page.Add(new IndexRow(
                VikingUriParser.Parse(reader.GetString(0), "uri"),
                reader.GetInt32(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5))));
        }
        return page;
    }
}
