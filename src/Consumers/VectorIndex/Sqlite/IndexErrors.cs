using Microsoft.Data.Sqlite;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Turns what SQLite says into what a caller can act on.</summary>
internal static class IndexErrors
{
    const int Busy = 5;
    const int Locked = 6;

    /// <summary>The store cannot be used: a failure of the step, never a step with nothing to do.</summary>
    public static RefusedException Unusable(string path, string problem, Exception? cause = null) => new(
        new Reason(
            ErrorCode.Unavailable,
            $"The vector index {Path.GetFileName(path)} {problem}. Nothing was changed.",
            new Dictionary<string, string> { ["service"] = "index", ["reason"] = problem }),
        cause);

    /// <summary>A busy database passes by itself and is retried by the endpoint; all else needs a person.</summary>
    public static bool NeedsPerson(SqliteException error) => error.SqliteErrorCode is not (Busy or Locked);

    /// <summary>The refusal for an error that needs a person.</summary>
    public static RefusedException Unusable(string path, SqliteException error) => Unusable(
        path,
        error.SqliteErrorCode switch
        {
            8 => "is read-only",
            10 => "cannot be read or written (I/O error)",
            11 => "is corrupt",
            13 => "cannot grow: the disk is full",
            14 => "cannot be opened",
            26 => "is no database, or corrupt",
            _ => $"failed: {error.Message}",
        },
        error);
}
