using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Consumers.VectorIndex.Sqlite;

namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteIndexWorld : IndexWorld
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-index-");
    IndexDatabase _database;

    public SqliteIndexWorld() => _database = new IndexDatabase(Path);

    public string Path => System.IO.Path.Combine(_folder.FullName, "index.db");

    public override IIndexChanges Changes => new SqliteIndexChanges(_database, Time);

    public override IVectorIndex Index =>
        new SqliteVectorIndex(_database, NullLogger<SqliteVectorIndex>.Instance);

    public override ITransactionJanitor Janitor => new SqliteIndexChanges(_database, Time);

    public override ISemanticLedger Ledger => new SqliteSemanticLedger(_database, Time);

    internal IndexDatabase Database => _database;

    public override IReadOnlyList<string> Dump() => Query(
        "SELECT account, uri, level, parent, name, abstract, context_type, owner_space, content_hash, token, "
        + "created_at, updated_at, dim, model, hex(vector) FROM entries ORDER BY account, uri, level");

    public override long UndoRows() => Query(
        "SELECT 1 FROM undo_entries UNION ALL SELECT 1 FROM undo_added UNION ALL SELECT 1 FROM undo_rekeyed").Count;

    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        return rows;
    }

    /// <summary>The tables and their columns, as the file has them.</summary>
    public IReadOnlyList<string> Schema() => Query(
        "SELECT m.type, m.name, i.name, i.type, i.pk FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) i "
        + "ORDER BY 1, 2, i.cid");

    public override void Restart()
    {
        _database.Dispose();
        _database = new IndexDatabase(Path);
    }

    public override void Lose()
    {
        foreach (var file in _folder.EnumerateFiles())
            file.Delete();
    }

    protected override void Dispose(bool disposing)
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
    }
}
