namespace Sagas.Tests.Hosting;

/// <summary>The coordinator's database in a folder of its own, made by copying one that was migrated once.</summary>
sealed class CoordinatorFiles : IDisposable
{
    static readonly Lazy<byte[]> Migrated = new(() =>
    {
        using var database = new TestDatabase();
        database.Query("PRAGMA wal_checkpoint(TRUNCATE)");
        return File.ReadAllBytes(database.Path);
    });

    readonly TempFolder _folder = new();

    public CoordinatorFiles() => File.WriteAllBytes(Database, Migrated.Value);

    public string Database => _folder.File("sagas.db");

    public void Dispose() => _folder.Dispose();
}
