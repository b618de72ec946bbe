namespace Sagas.Contracts;

/// <summary>
/// Closes the transaction's folder and deletes what it held: set-aside trees, undo records. Sent when the
/// transaction has ended; nothing needs them any more. Queue <c>purge-transaction</c>.
/// </summary>
/// <param name="TransactionId">The transaction that ended.</param>
/// <param name="Action">Tells the actions of one transaction apart.</param>
public sealed record PurgeTransaction(TransactionId TransactionId, string Action = "purge") : IPostActionMessage;
