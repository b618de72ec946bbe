using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>
/// The file index.db: one writer behind a lock, readers on connections of their own. Thread-safe.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="model">What embeds now: a file of a build that did not write it down is taken to be of it.</param>
internal sealed class IndexDatabase(string path, string model = "") : IDisposable
{
    readonly SemaphoreSlim _lane = new(1, 1);
    readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = 5,
    }.ToString();

    readonly ConcurrentQueue<IndexChange> _changes = new();

    volatile Statements? _writer;

    /// <summary>Opens the file and makes it when it does not exist.</summary>
    /// <exception cref="Contracts.RefusedException">It cannot be used; nothing in it was changed.</exception>
    public async Task Open(CancellationToken cancellationToken)
    {
        await _lane.WaitAsync(cancellationToken);
        try
        {
            Writer();
        }
        catch (SqliteException error) when (IndexErrors.NeedsPerson(error))
        {
            throw IndexErrors.Unusable(path, error);
        }
        finally
        {
            _lane.Release();
        }
    }

    /// <summary>
    /// Runs <paramref name="change"/>, all of it or nothing. It is durable when this returns: a process that dies
    /// before finds nothing of it, one that dies after finds all of it. Changes that wait at the same moment share one
    /// commit; one that fails harms none of the others.
    /// </summary>
    public async Task<T> Write<T>(Func<Statements, T> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mine = new IndexChange(db => change(db));
        _changes.Enqueue(mine);
        // From here on anybody may carry it out, so its caller stays until it is known what became of it.
        await _lane.WaitAsync(CancellationToken.None);
        try
        {
            while (!mine.End.IsCompleted)
                GroupCommit.Run(Writer(), _changes);
        }
        catch (Exception error)
        {
            mine.Fail(error);
        }
        finally
        {
            _lane.Release();
        }
        try
        {
            return (T)(await mine.End)!;
        }
        catch (SqliteException error) when (IndexErrors.NeedsPerson(error))
        {
            throw IndexErrors.Unusable(path, error);
        }
    }

    /// <summary>Runs <paramref name="query"/> on a connection that sees the last committed state.</summary>
    public async Task<T> Read<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken)
    {
        // Once it is open a reader never waits for the writer.
        if (_writer is null)
            await Open(cancellationToken);
        RefuseMissing();
        try
        {
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            return query(connection);
        }
        catch (SqliteException error) when (IndexErrors.NeedsPerson(error))
        {
            throw IndexErrors.Unusable(path, error);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _writer?.Dispose();
        _lane.Dispose();
        using var pooled = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pooled);
    }

    Statements Writer()
    {
        if (_writer is null)
            return _writer = OpenWriter();
        RefuseMissing();
        return _writer;
    }

    // A deleted file would go on taking writes through the open handle and lose them all at the next start.
    void RefuseMissing()
    {
        if (!File.Exists(path))
            throw IndexErrors.Unusable(path, "is missing");
    }

    Statements OpenWriter()
    {
        var version = File.Exists(path) ? Inspect() : 0;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var create = new SqliteConnectionStringBuilder(_connectionString)
        {
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        };
        var connection = new SqliteConnection(create.ToString());
        try
        {
            connection.Open();
            Configure(connection, Pragmas);
            // Died between the two: an empty database, which the next start takes for a new one.
            if (version == 0)
                IndexSchema.Create(connection);
            else if (version < IndexSchema.Version)
                IndexSchema.Migrate(connection, model);
            return new Statements(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Which tables the file has; 0 = none. Reads only: a file of something else stays as it is.</summary>
    long Inspect()
    {
        var readOnly = new SqliteConnectionStringBuilder(_connectionString)
        {
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        using var connection = new SqliteConnection(readOnly.ToString());
        connection.Open();
        return IndexSchema.VersionOf(connection, path);
    }

    // Savepoints go back from memory, not from a file (ADR 0021).
    const string Pragmas =
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;";

    static void Configure(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
