using Microsoft.EntityFrameworkCore;
using Sagas.Persistence.Model;

namespace Sagas.Persistence.Sqlite;

/// <summary>Brings the schema of a SQLite database up to date. This process must be alone on its file.</summary>
internal static class SqliteMigrations
{
    // The library takes its lock in a commit of its own, before it looks whether there is anything to do, and waits
    // without end for one that is taken. Nobody else can hold it here: a start that was killed has left it behind.
    const string FreeLock = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";

    public static async Task Run(SagasDbContext db, CancellationToken cancellationToken)
    {
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;
        await db.Database.ExecuteSqlRawAsync(FreeLock, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }
}
