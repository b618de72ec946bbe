using Microsoft.Data.Sqlite;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Reads what is stored about one directory, without reading what is below what stands in it.</summary>
internal static class DirectoryReading
{
    public static DirectoryRows Read(SqliteConnection connection, string account, VikingUri uri) =>
        new(RowsOf(connection, account, uri), ParentsIn(connection, account, uri));

    static IReadOnlyList<IndexRow> RowsOf(SqliteConnection connection, string account, VikingUri uri)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {RowPages.Columns} FROM entries WHERE account = $account AND uri = $uri
            UNION ALL SELECT {RowPages.Columns} FROM entries WHERE account = $account AND parent = $uri
            """;
        command.Parameters.AddWithValue("$account", account);
        command.Parameters.AddWithValue("$uri", uri.Value);
        using var reader = command.ExecuteReader();
        return RowPages.Read(reader);
    }

    /// <summary>
    /// From one name to the next: the column <c>parent</c> holds "/a" for a row directly in it and "/a/…" for a deeper
    /// one, and names such as "a-b" sort between the two, so a name takes two look-ups at the most.
    /// </summary>
    static List<string> ParentsIn(SqliteConnection connection, string account, VikingUri uri)
    {
        var below = uri.Value + "/";
        var found = new SortedSet<string>(StringComparer.Ordinal);
        using var db = new LookUp(connection, account, uri.Value + "0");
        var from = below;
        while (db.FirstFrom(from) is { } parent)
        {
            var end = parent.IndexOf('/', below.Length);
            found.Add(end < 0 ? parent[below.Length..] : parent[below.Length..end]);
            // Nothing sorts between a text and the same with the lowest character behind it.
            from = end < 0 ? parent + "\u0001" : parent[..end] + "0";
        }
        return [.. found];
    }

    sealed class LookUp : IDisposable
    {
        readonly SqliteCommand _command;
        readonly SqliteParameter _from;

        public LookUp(SqliteConnection connection, string account, string end)
        {
            _command = connection.CreateCommand();
            _command.CommandText =
                "SELECT min(parent) FROM entries WHERE account = $account AND parent >= $from AND parent < $end";
            _command.Parameters.AddWithValue("$account", account);
            _command.Parameters.AddWithValue("$end", end);
            _from = _command.Parameters.AddWithValue("$from", "");
        }

        public string? FirstFrom(string from)
        {
            _from.Value = from;
            return _command.ExecuteScalar() as string;
        }

        public void Dispose() => _command.Dispose();
    }
}
