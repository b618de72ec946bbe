using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Persistence.Model;

namespace Sagas.Tests.Persistence;

/// <summary>What an earlier build has written is there for this one.</summary>
public sealed class MigrationTests : IDisposable
{
    readonly TempFolder _folder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(90, 90)]
    [InlineData(0, null)]
    public async Task CommitUsage_ACommitOfAnEarlierBuild_KeepsItsTokens(int tokens, int? total)
    {
        await using var db = Context();
        await db.GetService<IMigrator>().MigrateAsync("Initial", cancellationToken: Stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO session_commits (id, version, phase, account, user_name, session, messages, waiters, attempt,
                attempts_before, is_final, is_running, tokens, created_at, updated_at)
            VALUES ({Sample.Id(1).Value}, 3, 'resting', 'acme', 'alice', 's1', 7, '[]', 2, 0, 0, 0, {tokens}, 1, 2)
            """, Stop);

        await db.Database.MigrateAsync(Stop);

        var row = await db.SessionCommits.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((total, 7, null), (row.Usage?.TotalTokens, row.Messages, row.CancelledBy));
        Assert.Equal(total is null ? null : new TokenUsage(0, 0, 90), row.Usage);
    }

    /// <summary>
    /// Every start takes the lock of the migrations, in a commit of its own. Nobody takes it back from who was killed.
    /// </summary>
    [Theory]
    [InlineData("0")]
    [InlineData("Initial")]
    [InlineData(null)]
    public async Task Migrate_AStartWasKilledWithItsLock_TheNextOneIsNotHeldUp(string? had)
    {
        await using var db = Context();
        await db.GetService<IMigrator>().MigrateAsync(had, cancellationToken: Stop);
        await db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" (
                "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-02 03:04:05+00:00')
            """, Stop);
        await using var services = new ServiceCollection().AddLogging().AddMetrics()
            .AddSagas(new(), new()).AddSqliteCoordinator(_folder.File("sagas.db")).BuildServiceProvider();

        await services.MigrateCoordinator(Stop).WaitAsync(TimeSpan.FromSeconds(10), Stop);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Stop));
    }

    [Fact]
    public async Task Migrate_AFolderWhoseNameIsAConnectionString_IsThatFolder()
    {
        var path = _folder.File("a;Mode=ReadOnly;b.db");
        await using var services = new ServiceCollection().AddLogging().AddMetrics()
            .AddSagas(new(), new()).AddSqliteCoordinator(path).BuildServiceProvider();

        await services.MigrateCoordinator(Stop);

        Assert.True(File.Exists(path));
    }

    SagasDbContext Context() => new(new DbContextOptionsBuilder<SagasDbContext>()
        .UseSqlite($"Data Source={_folder.File("sagas.db")}").Options);

    public void Dispose() => _folder.Dispose();
}
