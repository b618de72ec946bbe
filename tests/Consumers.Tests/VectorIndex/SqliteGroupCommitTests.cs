using Sagas.Consumers.VectorIndex.Sqlite;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>Changes that wait together are committed together, and do not harm each other.</summary>
public sealed class SqliteGroupCommitTests : IDisposable
{
    const int FrameBytes = 8192 + 24;
    readonly SqliteIndexWorld _world = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    IndexDatabase Database => _world.Database;

    [Fact]
    public async Task Write_ManyAtOnce_ShareCommits()
    {
        const int Changes = 40;
        await Together([.. Enumerable.Range(0, Changes).Select(i => (Action<Statements>)(db => Add(db, $"t{i}")))]);

        Assert.Equal(Changes, Stored().Count);
        var frames = new FileInfo(_world.Path + "-wal").Length / FrameBytes;
        Assert.InRange(frames, 1, Changes / 2);
    }

    [Fact]
    public async Task Write_OneOfManyFails_IsToldSoAndTheOthersAreStored()
    {
        var results = await Together(
            db => Add(db, "before"),
            db =>
            {
                Add(db, "broken");
                throw new TimeZoneNotFoundException();
            },
            db => Add(db, "after"));

        Assert.Equal(["after", "before"], Stored());
        Assert.IsType<TimeZoneNotFoundException>(Assert.Single(results, error => error is not null));
    }

    [Fact]
    public async Task Write_DatabaseGivesUpTheTransaction_EverybodyInItIsTold()
    {
        var results = await Together(
            db => Add(db, "before"),
            db =>
            {
                // What SQLite does by itself when the disk is full.
                db.Run("ROLLBACK");
                throw new IOException("the disk is full");
            },
            db => Add(db, "after"));

        Assert.Empty(Stored());
        Assert.All(results, error => Assert.IsType<IOException>(error));
        await Database.Write(db => db.Run("INSERT INTO ledger VALUES ('next', 'a', 1)"), Stop);
        Assert.Equal(["next"], Stored());
    }

    /// <summary>Makes all of them wait for the same turn; what each was told.</summary>
    async Task<Exception?[]> Together(params Action<Statements>[] changes)
    {
        await Database.Open(Stop);
        using var mayEnd = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Task.Run(() => Database.Write(_ =>
        {
            started.SetResult();
            mayEnd.Wait(Stop);
            return 0;
        }, Stop), Stop);
        await started.Task.WaitAsync(Stop);
        // Each is in the queue when its call returns.
        var waiting = changes.Select(change => Database.Write(db =>
        {
            change(db);
            return 0;
        }, Stop)).ToList();
        mayEnd.Set();
        await first;
        return await Task.WhenAll(waiting.Select(async task =>
            await Record.ExceptionAsync(() => task)));
    }

    static void Add(Statements db, string transaction) =>
        db.Run("INSERT INTO ledger VALUES ($t, 'a', 1)", ("$t", transaction));

    IReadOnlyList<string> Stored() => _world.Query("SELECT transaction_id FROM ledger ORDER BY transaction_id");

    public void Dispose() => _world.Dispose();
}
