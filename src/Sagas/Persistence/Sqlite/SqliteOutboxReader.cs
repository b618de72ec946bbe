using Microsoft.EntityFrameworkCore;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;

namespace Sagas.Persistence.Sqlite;

/// <summary>Looks for due rows beside the writer: in WAL mode a reader never waits for it.</summary>
internal sealed class SqliteOutboxReader(IDbContextFactory<SagasDbContext> contexts) : IOutboxReader
{
    // Answered by the index alone: rows that are under way are seen five times a second.
    internal const string DueSql = """
        SELECT due AS "DueMs", id AS "Id" FROM outbox
        WHERE parked = 0 AND due <= {0} AND (due, id) > ({1}, {2}) ORDER BY due, id LIMIT {3}
        """;
    const string LeasedSql = """
        SELECT id AS "Value" FROM outbox WHERE NOT parked AND token IS NULL AND id > {0} AND id <= {1}
        ORDER BY id LIMIT {2}
        """;

    /// <summary>No two processes share a SQLite coordinator.</summary>
    public bool IsAlone => true;

    public async Task<IReadOnlyList<OutboxPosition>> Due(
        DateTimeOffset now, OutboxPosition after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Database
            .SqlQueryRaw<Found>(DueSql, now.ToUnixTimeMilliseconds(), after.DueMs, after.Id, limit)
            .ToListAsync(cancellationToken);
        return [.. found.Select(row => new OutboxPosition(row.DueMs, row.Id))];
    }

    public async Task<IReadOnlyList<long>> Leased(
        long after, long last, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.SqlQueryRaw<long>(LeasedSql, after, last, limit).ToListAsync(cancellationToken);
    }

    public async Task<long> Last(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
    }

    public async Task<IReadOnlyList<OutboxRow>> Read(
        IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.AsNoTracking().Where(row => numbers.Contains(row.Id) && !row.Parked)
            .OrderBy(row => row.Due).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    sealed record Found(long DueMs, long Id);
}
