using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The words that every statement over rows shares.</summary>
internal static class EntryRows
{
    /// <summary>All columns of an entry, in the order of the tables.</summary>
    public const string Columns = "account, uri, level, parent, name, abstract, context_type, owner_space, "
        + "content_hash, token, created_at, updated_at, dim, vector";

    /// <summary>
    /// True for what is at or below <c>$uri</c>, as two index ranges: '0' is the character after '/', so "/ab" is
    /// never taken for a part of "/a", and no character of a name is a wildcard.
    /// </summary>
    public const string AtOrBelow =
        "account = $account AND (uri = $uri OR (uri >= $uri || '/' AND uri < $uri || '0'))";

    /// <summary>Saves whole rows at and below a URI for the undo of a step.</summary>
    public static int Save(Statements db, StepRow step, string account, string uri) => db.Run(
        $"""
        INSERT INTO undo_entries (transaction_id, step, {Columns})
        SELECT $transaction, $step, {Columns} FROM entries WHERE {AtOrBelow}
        """,
        ("$transaction", step.Transaction), ("$step", step.Step), ("$account", account), ("$uri", uri));

    /// <summary>Deletes rows at and below a URI.</summary>
    public static int Delete(Statements db, string account, string uri) => db.Run(
        $"DELETE FROM entries WHERE {AtOrBelow}", ("$account", account), ("$uri", uri));

    /// <summary>What the column <c>parent</c> holds; a scope's parent is the scheme itself.</summary>
    public static string ParentOf(VikingUri uri) => uri.Parent?.Value ?? VikingUri.Scheme;
}
