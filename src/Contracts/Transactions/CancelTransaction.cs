namespace Sagas.Contracts;

/// <summary>Asks a transaction to give up: while it waits, or while it executes (it is undone then). Later it has
/// no effect.</summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="By">Who asks, for the record.</param>
public sealed record CancelTransaction(TransactionId TransactionId, string By);
