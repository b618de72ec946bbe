using Microsoft.Data.Sqlite;

namespace Sagas.Persistence.Sqlite;

/// <summary>A prepared statement with parameters by position.</summary>
internal sealed class SqliteStatement : IDisposable
{
    readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
    }

    /// <summary>Runs it; answers the number of rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> parameters)
    {
        Bind(parameters);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; null when there is none.</summary>
    public object? Scalar(params ReadOnlySpan<object?> parameters)
    {
        Bind(parameters);
        return _command.ExecuteScalar();
    }

    /// <summary>Every row, read by <paramref name="read"/>.</summary>
    public List<T> All<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> parameters)
    {
        Bind(parameters);
        using var reader = _command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    void Bind(ReadOnlySpan<object?> parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var value = parameters[i] ?? DBNull.Value;
            if (i < _command.Parameters.Count)
                _command.Parameters[i].Value = value;
            else
                _command.Parameters.AddWithValue($"${i}", value);
        }
    }

    public void Dispose() => _command.Dispose();
}
