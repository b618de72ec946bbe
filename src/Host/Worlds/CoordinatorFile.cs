using Microsoft.Data.Sqlite;

namespace Sagas.Host.Worlds;

/// <summary>Looks at <c>sagas.db</c> before anything opens it for writing.</summary>
internal static class CoordinatorFile
{
    const string History = "__EFMigrationsHistory";
    const string Lock = "__EFMigrationsLock";

    /// <exception cref="StartException">The file is no database, broken, of another program or of a newer build;
    /// nothing in it was touched.</exception>
    public static void Check(string path, IEnumerable<string> knownMigrations)
    {
        if (!File.Exists(path))
            return;
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString());
            connection.Open();
            var tables = Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
            // The first start makes the lock before anything else: a kill there leaves nothing but that.
            if (tables.Count == 0 || tables.SetEquals([Lock]))
                return;
            if (!tables.Contains(History))
                throw Unusable(path, "belongs to another program");
            var applied = Texts(connection, $"SELECT MigrationId FROM \"{History}\"");
            if (applied.Except(knownMigrations).FirstOrDefault() is { } unknown)
                throw Unusable(path, $"was written by a newer build (its schema has {unknown})");
        }
        catch (SqliteException e)
        {
            throw Unusable(path, Problem(e), e);
        }
    }

    /// <summary>What a broken file is called.</summary>
    public static StartException Unusable(string path, string problem, Exception? cause = null) => new(
        $"The coordinator's database {path} {problem}. Nothing in it was changed.", cause);

    static string Problem(SqliteException e) => e.SqliteErrorCode switch
    {
        8 => "is read-only",
        11 => "is corrupt",
        14 => "cannot be opened",
        26 => "is no database, or corrupt",
        _ => $"cannot be used: {e.Message}",
    };

    static HashSet<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is one of the two constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
            found.Add(reader.GetString(0));
        return found;
    }
}
