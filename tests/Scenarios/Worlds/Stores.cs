using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Sagas.Scenarios.Worlds;

/// <summary>The service's data folder, read behind its back.</summary>
public sealed class Stores(string dataPath)
{
    const string Account = "default";
    const int WalksMax = 100;
    const string SecondAttempt = "destination = 'exchange:enqueue-semantic' AND token IS NOT NULL";

    string Files => Path.Combine(dataPath, "fs");

    /// <summary>Every file and directory at and below a URI, by its relative path, with its bytes.</summary>
    public SortedDictionary<string, string> Tree(string uri)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return Walk(uri);
            }
            catch (IOException moved) when (tries < WalksMax
                && moved is FileNotFoundException or DirectoryNotFoundException)
            {
                // The service has renamed what was listed and not yet read.
            }
        }
    }

    SortedDictionary<string, string> Walk(string uri)
    {
        var root = Path.Combine(Files, Account, uri["viking://".Length..]);
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(root))
            found["."] = Content(root);
        if (!Directory.Exists(root))
            return found;
        found["."] = "directory";
        foreach (var path in Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories))
            found[Path.GetRelativePath(root, path)] = Directory.Exists(path) ? "directory" : Content(path);
        return found;
    }

    /// <summary>Puts a file into the tree behind the service's back.</summary>
    public void Put(string uri, string text)
    {
        var path = Path.Combine(Files, Account, uri["viking://".Length..]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Takes a directory out of the tree behind the service's back.</summary>
    public void Lose(string uri) =>
        Directory.Delete(Path.Combine(Files, Account, uri["viking://".Length..]), recursive: true);

    /// <summary>Every index entry at and below a URI, all columns but the dates, by URI and level.</summary>
    public SortedDictionary<string, string> Entries(string uri)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Read(
            "index.db",
            "SELECT uri, level, abstract, context_type, owner_space, content_hash, hex(vector) FROM entries",
            row =>
            {
                var at = row.GetString(0);
                if (at == uri || at.StartsWith($"{uri}/", StringComparison.Ordinal))
                    found[$"{at[uri.Length..]}#{row.GetInt64(1)}"] = string.Join(
                        '|', Enumerable.Range(2, 4).Select(row.GetString).Append(Hash(row.GetString(6))));
            });
        return found;
    }

    /// <summary>Path locks, held and waited for.</summary>
    public IReadOnlyList<string> Locks() => Column("sagas.db", "SELECT path FROM path_locks");

    /// <summary>The transactions that wait for a path, in the order in which they came.</summary>
    public IReadOnlyList<string> Line() => [.. Column(
        "sagas.db", "SELECT transaction_id FROM path_locks WHERE token IS NULL ORDER BY sequence")
        .Distinct().Select(id => Guid.Parse(id).ToString())];

    /// <summary>Messages and timers, parked ones included; but for <see cref="SecondAttempts"/>, which lie there for
    /// longer than a scenario lasts.</summary>
    public IReadOnlyList<string> Outbox() =>
        Column("sagas.db", $"SELECT destination || ' ' || due FROM outbox WHERE NOT ({SecondAttempt})");

    /// <summary>Indexing that failed and will be made anew.</summary>
    public IReadOnlyList<string> SecondAttempts() =>
        Column("sagas.db", $"SELECT destination || ' ' || due FROM outbox WHERE {SecondAttempt}");

    /// <summary>Phase and outcome of every transaction that has not ended.</summary>
    public IReadOnlyList<string> OpenTransactions() =>
        Column("sagas.db", "SELECT id || ' ' || operation || ' ' || phase FROM transactions WHERE phase <> 'RELEASED'");

    /// <summary>The outcome of every transaction that has ended, by its id.</summary>
    public IReadOnlyDictionary<string, string> Outcomes()
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Read(
            "sagas.db", "SELECT id, outcome FROM transactions WHERE phase = 'RELEASED'",
            row => found[row.GetString(0)] = row.GetString(1));
        return found;
    }

    /// <summary>Steps that were left in the middle: neither done nor undone.</summary>
    public IReadOnlyList<string> HalfDoneSteps() =>
        [.. TransactionFolders().Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .Where(state => Path.GetFileName(state) is "opening" or "open")];

    /// <summary>What is left of transactions in the file tree.</summary>
    public IReadOnlyList<string> TransactionFolders() =>
        [.. new[] { "tx", "purging" }.Select(name => Path.Combine(Files, ".sagas", name)).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFileSystemEntries)];

    List<string> Column(string database, string sql)
    {
        var rows = new List<string>();
        Read(database, sql, row => rows.Add(row.GetString(0)));
        return rows;
    }

    void Read(string database, string sql, Action<SqliteDataReader> read)
    {
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataPath, database),
            Pooling = false,
        };
        using var connection = new SqliteConnection(file.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read())
            read(rows);
    }

    static string Content(string path) => $"{File.ReadAllText(path)}";

    static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Convert.FromHexString(text)));
}
