using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The tables of index.db and the version that says which they are.</summary>
internal static class IndexSchema
{
    /// <summary>What this build writes; a higher one belongs to a newer build and is refused.</summary>
    public const int Version = 2;

    /// <summary>Marks the file as ours ("SGIX"): another program's database is never given our tables.</summary>
    const int ApplicationId = 0x53474958;

    // The vector stands last: reading the other columns never walks over its bytes.
    const string Row = """
        account TEXT NOT NULL, uri TEXT NOT NULL, level INTEGER NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL,
        abstract TEXT NOT NULL, context_type TEXT NOT NULL, owner_space TEXT NOT NULL, content_hash TEXT NOT NULL,
        token INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, dim INTEGER NOT NULL,
        model TEXT NOT NULL, vector BLOB NOT NULL
        """;

    const string RowTables = $"""
        CREATE TABLE entries ({Row}, PRIMARY KEY (account, uri, level));
        CREATE INDEX entries_in ON entries (account, parent);
        CREATE TABLE undo_entries (transaction_id TEXT NOT NULL, step INTEGER NOT NULL, {Row},
            PRIMARY KEY (transaction_id, step, account, uri, level));
        """;

    static readonly string Script = $"""
        {RowTables}
        CREATE TABLE undo_added (transaction_id TEXT NOT NULL, step INTEGER NOT NULL, account TEXT NOT NULL,
            uri TEXT NOT NULL, level INTEGER NOT NULL,
            PRIMARY KEY (transaction_id, step, account, uri, level)) WITHOUT ROWID;
        CREATE TABLE undo_rekeyed (transaction_id TEXT NOT NULL, step INTEGER NOT NULL, account TEXT NOT NULL,
            source TEXT NOT NULL, destination TEXT NOT NULL,
            PRIMARY KEY (transaction_id, step)) WITHOUT ROWID;
        CREATE TABLE barrier (transaction_id TEXT NOT NULL, step INTEGER NOT NULL, state TEXT NOT NULL, result TEXT,
            token INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (transaction_id, step)) WITHOUT ROWID;
        CREATE TABLE fences (account TEXT NOT NULL, path TEXT NOT NULL, token INTEGER NOT NULL,
            tree_token INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (account, path)) WITHOUT ROWID;
        CREATE TABLE ledger (transaction_id TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (transaction_id, action)) WITHOUT ROWID;
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        """;

    const string Before = "account, uri, level, parent, name, abstract, context_type, owner_space, content_hash, "
        + "token, created_at, updated_at, dim";

    // Version 1 did not say of which model a vector is. The tables are written anew, so that the vector stands last.
    static readonly string FromVersion1 = $"""
        ALTER TABLE entries RENAME TO entries_1;
        ALTER TABLE undo_entries RENAME TO undo_entries_1;
        {RowTables}
        INSERT INTO entries ({Before}, model, vector) SELECT {Before}, $model, vector FROM entries_1;
        INSERT INTO undo_entries (transaction_id, step, {Before}, model, vector)
            SELECT transaction_id, step, {Before}, $model, vector FROM undo_entries_1;
        DROP TABLE entries_1;
        DROP TABLE undo_entries_1;
        PRAGMA user_version = {Version};
        """;

    /// <summary>Reads what the file is without changing a byte of it.</summary>
    /// <returns>The version of its tables; 0 when it is empty and needs <see cref="Create"/>.</returns>
    /// <exception cref="Contracts.RefusedException">It is of a newer build, or no index at all.</exception>
    public static long VersionOf(SqliteConnection connection, string path)
    {
        var tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        var version = Number(connection, "PRAGMA user_version");
        var application = Number(connection, "PRAGMA application_id");
        if (tables == 0 && version == 0 && application == 0)
            return 0;
        if (application != ApplicationId)
            throw IndexErrors.Unusable(path, "is a database of something else");
        if (version > Version)
            throw IndexErrors.Unusable(path, $"has the schema version {version}, newer than {Version} of this build");
        return version;
    }

    /// <summary>Makes the tables: all of them or, after a crash, none.</summary>
    public static void Create(SqliteConnection connection) => Run(connection, Script);

    /// <summary>Brings the tables of an earlier build to this one's: all of it or, after a crash, nothing.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="model">What embeds now. Vectors of a build that did not write it down are taken for its.</param>
    public static void Migrate(SqliteConnection connection, string model) =>
        Run(connection, FromVersion1, ("$model", model));

    static void Run(SqliteConnection connection, string script, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"BEGIN IMMEDIATE; {script} COMMIT;";
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
