namespace Sagas.Persistence.Sqlite;

/// <summary>
/// Numbers of outbox rows, given out before the commit. One process owns a SQLite database, so its memory is the
/// counter. Used by the writer alone.
/// </summary>
internal sealed class RowNumbers(SqliteSession session)
{
    long _last = (long)session.Prepare("SELECT coalesce(max(id), 0) FROM outbox").Scalar()!;

    public long Next() => ++_last;
}
