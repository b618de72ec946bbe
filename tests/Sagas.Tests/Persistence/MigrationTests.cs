using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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
        await using var db = new SagasDbContext(new DbContextOptionsBuilder<SagasDbContext>()
            .UseSqlite($"Data Source={_folder.File("sagas.db")}").Options);
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

    public void Dispose() => _folder.Dispose();
}
