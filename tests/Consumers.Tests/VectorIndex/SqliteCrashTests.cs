using Sagas.Consumers.VectorIndex.Sqlite;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>
/// What a new process finds when the old one died: the files as they lay on disk at that moment, with the old
/// connection still open and nothing checkpointed.
/// </summary>
public sealed class SqliteCrashTests : IDisposable
{
    readonly SqliteIndexWorld _world = new();
    readonly SqliteIndexWorld _next = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static RemoveEntries Command => new(Account, Uri("resources/a"));

    void Die()
    {
        foreach (var suffix in (string[])["", "-wal"])
            File.Copy(_world.Path + suffix, _next.Path + suffix);
    }

    [Fact]
    public async Task Die_InsideTheTransaction_NothingOfTheStepIsFound()
    {
        await Given(_world, Entry("resources/a/f.md"));
        var before = _world.Dump();
        await _world.Database.Write(db =>
        {
            db.Run("DELETE FROM entries");
            db.Run(
                "INSERT INTO barrier VALUES ($t, 0, 'done', '{\"count\":1}', 10, 0)",
                ("$t", Transaction(1).ToString()));
            Die();
            return 0;
        }, Stop);
        Assert.Empty(_world.Dump());
        Assert.False(await _next.Changes.Undo(Step(1, 10), Stop));
        Assert.Equal(before, _next.Dump());
    }

    [Fact]
    public async Task Die_AfterTheCommit_AllOfTheStepIsFoundAndCanBeUndone()
    {
        await Given(_world, Entry("resources/a/f.md"));
        var before = _world.Dump();
        var answer = await _world.Changes.Remove(Command, Step(1, 10), Stop);
        Die();
        Assert.Equal(answer, await _next.Changes.Remove(Command, Step(1, 10), Stop));
        Assert.Empty(_next.Dump());
        Assert.True(await _next.Changes.Undo(Step(1, 10), Stop));
        Assert.Equal(before, _next.Dump());
    }

    [Fact]
    public async Task Die_AfterTheUndo_TheStepStaysClosed()
    {
        await Given(_world, Entry("resources/a/f.md"));
        await _world.Changes.Remove(Command, Step(1, 10), Stop);
        await _world.Changes.Undo(Step(1, 10), Stop);
        Die();
        Assert.True(await _next.Changes.Undo(Step(1, 10), Stop));
        await Refused(ErrorCode.Stale, () => _next.Changes.Remove(Command, Step(1, 10), Stop));
        Assert.Single(_next.Dump());
    }

    [Fact]
    public async Task Die_BeforeTheTablesAreMade_TheNextStartMakesThem()
    {
        await File.WriteAllBytesAsync(_next.Path, [], Stop);
        await Given(_next, Entry("resources/a/f.md"));
        Assert.Single(_next.Dump());
    }

    [Fact]
    public async Task Open_TwoProcesses_SeeEachOthersSteps()
    {
        using var other = new IndexDatabase(_world.Path);
        var changes = new SqliteIndexChanges(other, _world.Time);
        await Given(_world, Entry("resources/a/f.md"));
        var answer = await changes.Remove(Command, Step(1, 10), Stop);
        Assert.Equal(answer, await _world.Changes.Remove(Command, Step(1, 10), Stop));
        Assert.Empty(_world.Dump());
    }

    public void Dispose()
    {
        _world.Dispose();
        _next.Dispose();
    }
}
