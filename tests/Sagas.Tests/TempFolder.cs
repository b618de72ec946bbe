using Microsoft.Data.Sqlite;

namespace Sagas.Tests;

/// <summary>A fresh folder of one test, removed afterwards.</summary>
sealed class TempFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-core-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
