using Sagas.Persistence.Sqlite;

namespace Sagas.Tests.Persistence;

/// <summary>What the connection that writes sagas.db asks of it.</summary>
public sealed class SqliteSessionTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Theory]
    [InlineData("journal_mode", "wal")]
    // FULL.
    [InlineData("synchronous", 2L)]
    public void Open_AnyFile_CommitsSurviveAPowerLoss(string setting, object expected)
    {
        using var session = new SqliteSession($"Data Source={_folder.File("sagas.db")}");

        Assert.Equal(expected, session.Prepare($"PRAGMA {setting}").Scalar());
    }

    public void Dispose() => _folder.Dispose();
}
