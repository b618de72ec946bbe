using Microsoft.Data.Sqlite;
using Sagas.Host.Cli;
using Sagas.Host.Worlds;

namespace Sagas.Host.Tests.Worlds;

/// <summary>A start that was killed in the middle of its migrations has left their lock.</summary>
public sealed class KilledStartTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("sagas-killed-").FullName;
    readonly StringWriter _error = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serve_TheLockOfTheMigrationsIsTaken_Starts(bool hadStartedBefore)
    {
        if (hadStartedBefore)
            await Serve();
        TakeLock();

        await Serve();

        Assert.Equal("", _error.ToString());
    }

    /// <summary>Until it says that it can be stopped.</summary>
    async Task Serve()
    {
        using var ready = new ReadyWriter();
        using var ctrlC = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var run = ServeCommand.Run(
            new ServeArguments([$"--Sagas:DataPath={_data}", "--Sagas:Http:Urls=http://127.0.0.1:0"]),
            ready, _error, ctrlC.Token);
        await Task.WhenAny(run, ready.Ready).WaitAsync(TimeSpan.FromSeconds(60), Stop);
        await ctrlC.CancelAsync();
        Assert.Equal(ExitCode.Ok, await run);
    }

    void TakeLock()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_data, "sagas.db"),
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" (
                "Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-02 03:04:05+00:00')
            """;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        _error.Dispose();
    }
}
