using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Renames rows by prefix, whatever their number, in one statement.</summary>
internal static class Rekeying
{
    public static RekeyedEntries Do(Statements db, StepRow step, RekeyEntries command)
    {
        var (account, source, destination) = (command.Account, command.Source, command.Destination);
        RefuseIllegalResult(db, command);
        var replaced = EntryRows.Save(db, step, account, destination.Value);
        EntryRows.Delete(db, account, destination.Value);
        db.Run(
            """
            INSERT INTO undo_rekeyed (transaction_id, step, account, source, destination)
            VALUES ($transaction, $step, $account, $source, $destination)
            """,
            ("$transaction", step.Transaction), ("$step", step.Step), ("$account", account),
            ("$source", source.Value), ("$destination", destination.Value));
        var moved = Rename(db, account, source, destination, tokenMax: long.MaxValue);
        return new RekeyedEntries(moved, replaced);
    }

    /// <summary>
    /// Points rows at their new place; those written under a token above <paramref name="tokenMax"/> stay.
    /// </summary>
    public static int Rename(Statements db, string account, VikingUri from, VikingUri to, long tokenMax) => db.Run(
        $"""
        UPDATE OR IGNORE entries SET
            uri = $to || substr(uri, length($uri) + 1),
            parent = CASE WHEN uri = $uri THEN $parent ELSE $to || substr(parent, length($uri) + 1) END,
            name = CASE WHEN uri = $uri THEN $name ELSE name END
        WHERE {EntryRows.Tree} AND token <= $token
        """,
        ("$account", account), ("$uri", from.Value), ("$to", to.Value), ("$parent", EntryRows.ParentOf(to)),
        ("$name", to.Name), ("$token", tokenMax));

    static void RefuseIllegalResult(Statements db, RekeyEntries command)
    {
        var (source, destination) = (command.Source, command.Destination);
        if (source.Contains(destination) || destination.Contains(source))
            throw RefusedException.InvalidArgument(nameof(destination), "contains the source or lies in it");
        var bytes = Longest(db, command, "length(CAST(uri AS BLOB))");
        if (bytes - source.ByteCount + destination.ByteCount > Limits.UriBytesMax)
            throw RefusedException.InvalidArgument(
                nameof(destination), $"makes a URI longer than {Limits.UriBytesMax} bytes");
        var slashes = Longest(db, command, "length(uri) - length(replace(uri, '/', ''))");
        // "viking://a/b" has two slashes of the scheme and one before each segment but the first.
        if (slashes - 1 - source.Segments.Count + destination.Segments.Count > Limits.UriDepthMax)
            throw RefusedException.InvalidArgument(
                nameof(destination), $"makes a URI deeper than {Limits.UriDepthMax} segments");
    }

    static long Longest(Statements db, RekeyEntries command, string measure) => db.Number(
        $"SELECT max({measure}) FROM entries WHERE {EntryRows.AtOrBelow}",
        ("$account", command.Account), ("$uri", command.Source.Value));
}
