namespace Sagas.Host.Options;

/// <summary>What holds the vector entries.</summary>
internal enum VectorIndexKind
{
    /// <summary><c>index.db</c> in the data folder.</summary>
    Sqlite,

    /// <summary>The PostgreSQL server that <c>ConnectionStrings:Index</c> names.</summary>
    PgVector,
}
