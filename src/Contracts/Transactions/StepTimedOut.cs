namespace Sagas.Contracts;

/// <summary>
/// A step or an undo has been silent for too long. A timer of the transaction machine; nobody else sends it.
/// </summary>
/// <param name="TransactionId">Which transaction.</param>
public sealed record StepTimedOut(TransactionId TransactionId);
