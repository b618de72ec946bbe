using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Sagas.Persistence.Model;

namespace Sagas.Tests;

/// <summary>A coordinator's database in a file of its own, with the schema of the migrations.</summary>
sealed class TestDatabase : IDisposable
{
    readonly TempFolder _folder = new();

    public TestDatabase()
    {
        using var db = Context();
        db.Database.Migrate();
    }

    public string ConnectionString => $"Data Source={_folder.File("sagas.db")}";

    public SagasDbContext Context() =>
        new(new DbContextOptionsBuilder<SagasDbContext>().UseSqlite(ConnectionString).Options);

    /// <summary>Every row of a query as text, columns joined by a blank.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        return rows;
    }

    public void Dispose() => _folder.Dispose();
}
