using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The index's changes on SQLite.</summary>
internal sealed class SqliteIndexChanges(IndexDatabase database, TimeProvider time)
    : IIndexChanges, ITransactionJanitor
{
    public Task<RemovedEntries> Remove(
        RemoveEntries command, StepContext step, CancellationToken cancellationToken) =>
        Once(step, command.Account, [(command.Uri, LockMode.Tree)], (db, row) =>
        {
            var count = EntryRows.Save(db, row, command.Account, command.Uri.Value);
            EntryRows.Delete(db, command.Account, command.Uri.Value);
            return new RemovedEntries(count);
        }, cancellationToken);

    public Task<RekeyedEntries> Rekey(
        RekeyEntries command, StepContext step, CancellationToken cancellationToken) =>
        Once(
            step, command.Account, [(command.Source, LockMode.Tree), (command.Destination, LockMode.Tree)],
            (db, row) => Rekeying.Do(db, row, command), cancellationToken);

    public Task<UpsertedEntries> Upsert(
        UpsertEntries command, StepContext step, CancellationToken cancellationToken) =>
        Once(
            step, command.Account, Upserting.Touches(command),
            (db, row) => Upserting.Do(db, row, command), cancellationToken);

    public Task<bool> Undo(StepContext step, CancellationToken cancellationToken)
    {
        var row = StepRow.Of(step, time);
        return database.Write(db => Barrier.Close(db, row, () => Undoing.Do(db, row)), cancellationToken);
    }

    public Task Forget(TransactionId transaction, CancellationToken cancellationToken) => database.Write(db =>
    {
        var id = transaction.ToString();
        foreach (var table in (string[])["undo_entries", "undo_added", "undo_rekeyed"])
            db.Run($"DELETE FROM {table} WHERE transaction_id = $transaction", ("$transaction", id));
        return db.Run(
            "UPDATE barrier SET state = $final WHERE transaction_id = $transaction AND state = $done",
            ("$final", Barrier.Final), ("$transaction", id), ("$done", Barrier.Done));
    }, cancellationToken);

    public Task<int> Sweep(DateTimeOffset olderThan, CancellationToken cancellationToken) => database.Write(db =>
    {
        var at = olderThan.ToUnixTimeMilliseconds();
        return db.Run("DELETE FROM fences WHERE at < $at", ("$at", at))
            + db.Run("DELETE FROM ledger WHERE at < $at", ("$at", at))
            + db.Run("DELETE FROM barrier WHERE at < $at AND state <> $done", ("$at", at), ("$done", Barrier.Done));
    }, cancellationToken);

    /// <summary>
    /// Barrier, then fence, then change, then the barrier's new row: one transaction. The barrier comes first, since
    /// a duplicate must get its answer even when a later transaction has raised the fence since.
    /// </summary>
    Task<T> Once<T>(
        StepContext step,
        string account,
        (VikingUri Uri, LockMode Mode)[] paths,
        Func<Statements, StepRow, T> change,
        CancellationToken cancellationToken)
        where T : class
    {
        var row = StepRow.Of(step, time);
        return database.Write(db =>
        {
            if (Barrier.AnswerOf<T>(db, row) is { } answer)
                return answer;
            foreach (var (uri, mode) in paths)
                Fences.Pass(db, row, account, uri, mode);
            return Barrier.RecordDone(db, row, change(db, row));
        }, cancellationToken);
    }
}
