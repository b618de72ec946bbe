using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>
/// Puts back what a step changed, of whatever kind, from its undo rows: new keys go, renamed rows return, saved
/// rows come back whole. Rows that a higher token has written since are not this step's to touch.
/// </summary>
internal static class Undoing
{
    const string Mine = "transaction_id = $transaction AND step = $step";

    public static void Do(Statements db, StepRow step)
    {
        DeleteAdded(db, step);
        if (Renamed(db, step) is { } renamed)
            Rekeying.Rename(db, renamed.Account, renamed.Destination, renamed.Source, step.Token);
        Restore(db, step);
        Forget(db, step);
    }

    static void DeleteAdded(Statements db, StepRow step) => db.Run(
        $"""
        DELETE FROM entries WHERE token <= $token AND (account, uri, level) IN
            (SELECT account, uri, level FROM undo_added WHERE {Mine})
        """,
        ("$token", step.Token), ("$transaction", step.Transaction), ("$step", step.Step));

    static RekeyEntries? Renamed(Statements db, StepRow step) => db.First(
        $"SELECT account, source, destination FROM undo_rekeyed WHERE {Mine}",
        row => new RekeyEntries(
            row.GetString(0),
            VikingUriParser.Parse(row.GetString(1), "source"),
            VikingUriParser.Parse(row.GetString(2), "destination")),
        ("$transaction", step.Transaction), ("$step", step.Step));

    static void Restore(Statements db, StepRow step)
    {
        db.Run(
            $"""
            DELETE FROM entries WHERE token <= $token AND (account, uri, level) IN
                (SELECT account, uri, level FROM undo_entries WHERE {Mine})
            """,
            ("$token", step.Token), ("$transaction", step.Transaction), ("$step", step.Step));
        db.Run(
            $"""
            INSERT OR IGNORE INTO entries ({EntryRows.Columns})
            SELECT {EntryRows.Columns} FROM undo_entries WHERE {Mine}
            """,
            ("$transaction", step.Transaction), ("$step", step.Step));
    }

    static void Forget(Statements db, StepRow step)
    {
        foreach (var table in (string[])["undo_entries", "undo_added", "undo_rekeyed"])
        {
            db.Run(
                $"DELETE FROM {table} WHERE {Mine}", ("$transaction", step.Transaction), ("$step", step.Step));
        }
    }
}
