namespace Sagas.Contracts;

/// <summary>
/// An operator has put right by hand what a suspended transaction could not undo: it ends as rolled back, and its
/// locks are freed.
/// </summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="By">Who says so.</param>
/// <param name="Reason">What was done, for the record.</param>
public sealed record ResolveTransaction(TransactionId TransactionId, string By, string Reason);
