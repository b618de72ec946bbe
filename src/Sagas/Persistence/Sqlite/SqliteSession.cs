using Microsoft.Data.Sqlite;

namespace Sagas.Persistence.Sqlite;

/// <summary>The one connection that writes, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    readonly SqliteConnection _connection;
    readonly Dictionary<string, SqliteStatement> _statements = [];

    /// <summary>How many statements were run so far: tests hold the path locks to a bound.</summary>
    public long StatementCount { get; private set; }

    /// <summary>The text of every statement so far: tests ask the database how it would find the rows.</summary>
    public IReadOnlyCollection<string> StatementTexts => _statements.Keys;

    public SqliteSession(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        // FULL: a commit that was acknowledged survives power loss. Group commit makes it cheap (ADR 0002).
        Execute("PRAGMA synchronous = FULL");
        // What a savepoint needs to go back goes to memory: in files it is most of what a commit writes (ADR 0021).
        Execute("PRAGMA temp_store = MEMORY");
        Execute("PRAGMA busy_timeout = 5000");
    }

    /// <summary>The prepared statement of <paramref name="sql"/>; its parameters are <c>$0</c>, <c>$1</c>, …</summary>
    public SqliteStatement Prepare(string sql)
    {
        StatementCount++;
        if (!_statements.TryGetValue(sql, out var statement))
            _statements[sql] = statement = new SqliteStatement(_connection, sql);
        return statement;
    }

    public void Execute(string sql) => Prepare(sql).Run();

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }
}
