using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The words that every statement over rows shares.</summary>
internal static class EntryRows
{
    /// <summary>All columns of an entry, in the order of the tables.</summary>
    public const string Columns = "account, uri, level, parent, name, abstract, context_type, owner_space, "
        + "content_hash, token, created_at, updated_at, dim, model, vector";

    /// <summary>
    /// True for what is at or below <c>$uri</c>, for statements that read: one range of the index, in its order. '0' is
    /// the character after '/', so "/ab" is never taken for a part of "/a", and no character of a name is a wildcard.
    /// </summary>
    public const string AtOrBelow = "uri >= $uri AND " + AtOrBelowAfter;

    /// <summary>The same without its beginning: who reads on says where.</summary>
    public const string AtOrBelowAfter =
        "account = $account AND uri < $uri || '0' AND (uri = $uri OR uri >= $uri || '/')";

    /// <summary>The same for statements that change rows: names such as "/a-b", which sort between, are not even
    /// looked at.</summary>
    public const string Tree = "rowid IN (SELECT rowid FROM entries WHERE " + Self
        + " UNION ALL SELECT rowid FROM entries WHERE " + Below + ")";

    /// <summary>True for what <c>$uri</c> has as a directory: its summaries, and all that is below.</summary>
    public const string OfDirectory = "rowid IN (SELECT rowid FROM entries WHERE " + Self
        + " AND level < 2 UNION ALL SELECT rowid FROM entries WHERE " + Below + ")";

    /// <summary>True for what <c>$uri</c> has as a file.</summary>
    public const string OfFile = Self + " AND level = 2";

    const string Self = "account = $account AND uri = $uri";

    const string Below = "account = $account AND uri >= $uri || '/' AND uri < $uri || '0'";

    /// <summary>Saves whole rows for the undo of a step: those at and below a URI, or some of them.</summary>
    public static int Save(
        Statements db, StepRow step, string account, string uri, string which = Tree) => db.Run(
        $"""
        INSERT INTO undo_entries (transaction_id, step, {Columns})
        SELECT $transaction, $step, {Columns} FROM entries WHERE {which}
        """,
        ("$transaction", step.Transaction), ("$step", step.Step), ("$account", account), ("$uri", uri));

    /// <summary>Deletes rows at and below a URI, or some of them.</summary>
    public static int Delete(Statements db, string account, string uri, string which = Tree) => db.Run(
        $"DELETE FROM entries WHERE {which}", ("$account", account), ("$uri", uri));

    /// <summary>What the column <c>parent</c> holds; a scope's parent is the scheme itself.</summary>
    public static string ParentOf(VikingUri uri) => uri.Parent?.Value ?? VikingUri.Scheme;
}
