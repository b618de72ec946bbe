namespace Sagas.Contracts;

/// <summary>The wait for locks is over. A timer of the transaction machine; nobody else sends it.</summary>
/// <param name="TransactionId">Which transaction.</param>
public sealed record LockWaitExpired(TransactionId TransactionId);
