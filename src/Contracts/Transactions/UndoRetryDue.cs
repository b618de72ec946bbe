namespace Sagas.Contracts;

/// <summary>
/// It is time to try the failed undos of a suspended transaction again. A timer of the transaction machine; nobody
/// else sends it.
/// </summary>
/// <param name="TransactionId">Which transaction.</param>
public sealed record UndoRetryDue(TransactionId TransactionId);
