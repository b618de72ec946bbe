using Microsoft.Data.Sqlite;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Persistence.Sqlite;

/// <summary>Tells what is wrong with the disk from what is wrong with a unit of work.</summary>
public static class SqliteFailures
{
    /// <summary>BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.</summary>
    static readonly int[] Unavailable = [5, 6, 8, 10, 13, 14];

    /// <summary>The same, or that the store is unavailable when that is what lies behind it.</summary>
    public static Exception Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException sqlite && Unavailable.Contains(sqlite.SqliteErrorCode))
                return new StoreUnavailableException(sqlite);
        }
        return exception;
    }
}
