using Sagas.Consumers.VectorIndex.Sqlite;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>A file of the build that did not write down which model made a vector.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    const string Row = """
        account TEXT NOT NULL, uri TEXT NOT NULL, level INTEGER NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL,
        abstract TEXT NOT NULL, context_type TEXT NOT NULL, owner_space TEXT NOT NULL, content_hash TEXT NOT NULL,
        token INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, dim INTEGER NOT NULL,
        vector BLOB NOT NULL
        """;

    const string Before = "account, uri, level, parent, name, abstract, context_type, owner_space, content_hash, "
        + "token, created_at, updated_at, dim, vector";

    readonly SqliteIndexWorld _world = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes what the world holds a file of version 1.</summary>
    void GoBack() => _world.Query($"""
        CREATE TABLE e ({Row}, PRIMARY KEY (account, uri, level));
        CREATE TABLE u (transaction_id TEXT NOT NULL, step INTEGER NOT NULL, {Row},
            PRIMARY KEY (transaction_id, step, account, uri, level));
        INSERT INTO e SELECT {Before} FROM entries;
        INSERT INTO u SELECT transaction_id, step, {Before} FROM undo_entries;
        DROP TABLE entries; DROP TABLE undo_entries;
        ALTER TABLE e RENAME TO entries; ALTER TABLE u RENAME TO undo_entries;
        PRAGMA user_version = 1
        """);

    [Fact]
    public async Task Open_Version1_KeepsRowsAndUndoAndTakesThemForTheModelOfNow()
    {
        await Given(_world, Entry("resources/a/one.md", 2, "one"), Entry("resources/a", 0, "a0"));
        var before = _world.Dump();
        var removal = Step(1, 10);
        await _world.Changes.Remove(new RemoveEntries(Account, Uri("resources/a/one.md")), removal, Stop);
        _world.Restart();
        GoBack();

        using var database = new IndexDatabase(_world.Path, "of now");
        await database.Open(Stop);

        Assert.Equal("2", Assert.Single(_world.Query("PRAGMA user_version")));
        Assert.Empty(_world.Query("SELECT name FROM sqlite_master WHERE name LIKE '%_1' AND type = 'table'"));
        Assert.True(await new SqliteIndexChanges(database, _world.Time).Undo(removal, Stop));
        Assert.Equal(before.Select(OfNow), _world.Dump());
        Assert.Equal(await SchemaOfNew(), _world.Schema());
    }

    static string OfNow(string row)
    {
        var columns = row.Split('|');
        Assert.Equal("", columns[13]);
        columns[13] = "of now";
        return string.Join('|', columns);
    }

    static async Task<IReadOnlyList<string>> SchemaOfNew()
    {
        using var other = new SqliteIndexWorld();
        await other.Database.Open(Stop);
        return other.Schema();
    }

    public void Dispose() => _world.Dispose();
}
