using Microsoft.EntityFrameworkCore;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;

namespace Sagas.Persistence.Sqlite;

/// <summary>Looks for due rows beside the writer: in WAL mode a reader never waits for it.</summary>
internal sealed class SqliteOutboxReader(IDbContextFactory<SagasDbContext> contexts) : IOutboxReader
{
    const string Due = """
        SELECT * FROM outbox WHERE NOT parked AND due <= {0} AND (due, id) > ({1}, {2}) ORDER BY due, id LIMIT {3}
        """;
    const string Leased = """
        SELECT * FROM outbox WHERE NOT parked AND token IS NULL AND (due, id) > ({0}, {1}) ORDER BY due, id LIMIT {2}
        """;

    async Task<IReadOnlyList<OutboxRow>> IOutboxReader.Due(
        DateTimeOffset now, OutboxPosition after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.FromSqlRaw(Due, now.ToUnixTimeMilliseconds(), after.DueMs, after.Id, limit)
            .AsNoTracking().ToListAsync(cancellationToken);
    }

    async Task<IReadOnlyList<OutboxRow>> IOutboxReader.Leased(
        OutboxPosition after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.FromSqlRaw(Leased, after.DueMs, after.Id, limit)
            .AsNoTracking().ToListAsync(cancellationToken);
    }
}
