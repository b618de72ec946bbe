namespace Sagas.Host.Options;

/// <summary>What holds saga rows, locks, outbox and timers.</summary>
internal enum DatabaseKind
{
    /// <summary><c>sagas.db</c> in the data folder.</summary>
    Sqlite,

    /// <summary>The server that <c>ConnectionStrings:Sagas</c> names.</summary>
    Postgres,
}
