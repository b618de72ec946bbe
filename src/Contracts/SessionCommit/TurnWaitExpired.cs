namespace Sagas.Contracts;

/// <summary>Timer: a commit has waited too long for its turn and goes on without it.</summary>
/// <param name="TransactionId">Which commit.</param>
public sealed record TurnWaitExpired(TransactionId TransactionId);
