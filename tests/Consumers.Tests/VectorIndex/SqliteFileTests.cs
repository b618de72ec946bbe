using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Consumers.VectorIndex.Sqlite;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>What holds of the file index.db itself.</summary>
public sealed class SqliteFileTests : IDisposable
{
    readonly SqliteIndexWorld _world = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Task Open() => _world.Database.Open(Stop);

    [Fact]
    public async Task Open_NoFile_MakesOneInWalModeWithItsVersion()
    {
        await Open();
        Assert.Equal("wal", Assert.Single(_world.Query("PRAGMA journal_mode")));
        Assert.Equal("2", Assert.Single(_world.Query("PRAGMA user_version")));
        var level = await _world.Database.Write(db => db.Number("PRAGMA synchronous"), Stop);
        Assert.Equal(2, level);
    }

    [Fact]
    public async Task Open_NewerVersion_IsRefusedWithNothingChanged()
    {
        await Given(_world, Entry("resources/a.md"));
        _world.Query("PRAGMA user_version = 3");
        _world.Restart();
        var refused = await Refused(ErrorCode.Unavailable, Open);
        Assert.Contains("newer", refused.Message, StringComparison.Ordinal);
        Assert.Equal("index", refused.Reason.Details!["service"]);
        Assert.Single(_world.Dump());
    }

    [Theory]
    [InlineData("this is no database, but a text that somebody put here")]
    [InlineData("SQLite format 3\0 and then rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish")]
    public async Task Open_CorruptFile_IsRefusedWithNothingChanged(string content)
    {
        await File.WriteAllTextAsync(_world.Path, content, Stop);
        await Refused(ErrorCode.Unavailable, Open);
        Assert.Equal(content, await File.ReadAllTextAsync(_world.Path, Stop));
    }

    [Fact]
    public async Task Open_DatabaseOfSomethingElse_IsRefusedWithNothingChanged()
    {
        await File.WriteAllBytesAsync(_world.Path, [], Stop);
        _world.Query("CREATE TABLE mine (x)");
        var before = await File.ReadAllBytesAsync(_world.Path, Stop);
        await Refused(ErrorCode.Unavailable, Open);
        Assert.Equal(before, await File.ReadAllBytesAsync(_world.Path, Stop));
    }

    [Fact]
    public async Task Write_PageIsBroken_IsAnErrorNotAnEmptyAnswer()
    {
        var text = new string('x', 200);
        await Given(_world, [.. Enumerable.Range(0, 200).Select(i => Entry($"resources/f{i}.md", 2, text))]);
        _world.Query("PRAGMA wal_checkpoint(TRUNCATE)");
        _world.Restart();
        var bytes = await File.ReadAllBytesAsync(_world.Path, Stop);
        // The header and the schema stay; every page of data is overwritten.
        Array.Fill(bytes, (byte)0xA5, 8192, bytes.Length - 8192);
        await File.WriteAllBytesAsync(_world.Path, bytes, Stop);
        await Refused(ErrorCode.Unavailable, () => _world.Changes.Remove(
            new RemoveEntries(Account, Uri("resources")), Step(1, 10), Stop));
    }

    [Fact]
    public async Task Write_ChangeThrows_LeavesNothingAndTheNextOneWorks()
    {
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => _world.Database.Write<int>(db =>
        {
            db.Run("INSERT INTO ledger VALUES ('t', 'a', 1)");
            throw new TimeZoneNotFoundException();
        }, Stop));
        Assert.Equal(0, await _world.Database.Write(db => db.Number("SELECT count(*) FROM ledger"), Stop));
    }

    public static TheoryData<string> Statements =>
    [
        "SELECT count(*) FROM entries WHERE " + EntryRows.AtOrBelow,
        "SELECT abstract FROM entries WHERE " + EntryRows.AtOrBelowAfter + " AND (uri, level) > ('', -1) "
            + "ORDER BY uri, level LIMIT 500",
        "DELETE FROM entries WHERE " + EntryRows.Tree,
        "DELETE FROM entries WHERE " + EntryRows.OfDirectory,
        "DELETE FROM entries WHERE " + EntryRows.OfFile,
        "UPDATE OR IGNORE entries SET uri = 'x' WHERE " + EntryRows.Tree + " AND token <= 7",
        "INSERT INTO undo_entries SELECT 'x', 0, entries.* FROM entries WHERE " + EntryRows.Tree,
        "SELECT uri FROM entries WHERE account = $account AND parent = $uri",
        "SELECT min(parent) FROM entries WHERE account = $account AND parent >= $uri AND parent < $uri",
    ];

    [Theory, MemberData(nameof(Statements))]
    public async Task Statement_OfOneTree_IsARangeOfTheIndex(string statement)
    {
        await Open();
        var plan = _world.Query("EXPLAIN QUERY PLAN " + statement
            .Replace("$account", "'a'", StringComparison.Ordinal)
            .Replace("$uri", "'viking://x'", StringComparison.Ordinal));
        Assert.Contains(plan, line => line.Contains("SEARCH", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("SCAN entries", StringComparison.Ordinal));
        // The account alone narrows nothing down.
        Assert.DoesNotContain(plan, line => line.EndsWith("(account=?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddSqliteVectorIndex_Host_OpensTheFileAndServesEveryPort()
    {
        var services = new ServiceCollection().AddLogging().AddSqliteVectorIndex(_world.Path);
        await using var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
            await hosted.StartAsync(Stop);
        Assert.True(File.Exists(_world.Path));
        await provider.GetRequiredService<IIndexChanges>().Upsert(
            new UpsertEntries(Account, Uri("resources"), [Entry("resources/a.md")], []), Step(1, 1), Stop);
        Assert.Equal(1, await provider.GetRequiredService<IVectorIndex>().Count(Account, null, Stop));
        await provider.GetRequiredService<ITransactionJanitor>().Forget(Transaction(1), Stop);
    }

    public void Dispose() => _world.Dispose();
}
