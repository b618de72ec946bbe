using Sagas.Consumers.Semantics;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The semantic ledger, a table of index.db.</summary>
internal sealed class SqliteSemanticLedger(IndexDatabase database, TimeProvider time) : ISemanticLedger
{
    public Task<bool> Has(IPostActionMessage message, CancellationToken cancellationToken) =>
        database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1 FROM ledger WHERE transaction_id = $transaction AND action = $action";
            command.Parameters.AddWithValue("$transaction", message.TransactionId.ToString());
            command.Parameters.AddWithValue("$action", message.Action);
            return command.ExecuteScalar() is not null;
        }, cancellationToken);

    public Task Add(IPostActionMessage message, CancellationToken cancellationToken) => database.Write(
        db => db.Run(
            "INSERT OR IGNORE INTO ledger (transaction_id, action, at) VALUES ($transaction, $action, $at)",
            ("$transaction", message.TransactionId.ToString()), ("$action", message.Action),
            ("$at", time.GetUtcNow().ToUnixTimeMilliseconds())),
        cancellationToken);
}
