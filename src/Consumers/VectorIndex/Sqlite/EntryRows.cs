using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The words that every statement over rows shares.</summary>
internal static class EntryRows
{
    /// <summary>All columns of an entry, in the order of the tables.</summary>
    public const string Columns = "account, uri, level, parent, name, abstract, context_type, owner_space, "
        + "content_hash, token, created_at, updated_at, dim, model, vector";

    /// <summary>
    /// True for what is at or below <c>$uri</c>, as two index ranges: '0' is the character after '/', so "/ab" is
    /// never taken for a part of "/a", and no character of a name is a wildcard.
    /// </summary>
    public const string AtOrBelow =
        "account = $account AND (uri = $uri OR (uri >= $uri || '/' AND uri < $uri || '0'))";

    /// <summary>True for what <c>$uri</c> has as a directory: its summaries, and all that is below.</summary>
    public const string OfDirectory = "account = $account AND "
        + "(uri = $uri AND level < 2 OR (uri >= $uri || '/' AND uri < $uri || '0'))";

    /// <summary>True for what <c>$uri</c> has as a file.</summary>
    public const string OfFile = "account = $account AND uri = $uri AND level = 2";

    /// <summary>Saves whole rows for the undo of a step: those at and below a URI, or some of them.</summary>
    public static int Save(
        Statements db, StepRow step, string account, string uri, string which = AtOrBelow) => db.Run(
        $"""
        INSERT INTO undo_entries (transaction_id, step, {Columns})
        SELECT $transaction, $step, {Columns} FROM entries WHERE {which}
        """,
        ("$transaction", step.Transaction), ("$step", step.Step), ("$account", account), ("$uri", uri));

    /// <summary>Deletes rows at and below a URI, or some of them.</summary>
    public static int Delete(Statements db, string account, string uri, string which = AtOrBelow) => db.Run(
        $"DELETE FROM entries WHERE {Picked(which)}", ("$account", account), ("$uri", uri));

    /// <summary>
    /// The same rows for a statement that changes them: SQLite takes a condition of several ranges apart for a SELECT
    /// alone, a DELETE or an UPDATE would walk over the whole account.
    /// </summary>
    public static string Picked(string which) => $"rowid IN (SELECT rowid FROM entries WHERE {which})";

    /// <summary>What the column <c>parent</c> holds; a scope's parent is the scheme itself.</summary>
    public static string ParentOf(VikingUri uri) => uri.Parent?.Value ?? VikingUri.Scheme;
}
