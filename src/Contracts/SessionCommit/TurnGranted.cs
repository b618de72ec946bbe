namespace Sagas.Contracts;

/// <summary>The extraction of the archive before is over: now it is the turn of this commit.</summary>
/// <param name="TransactionId">The commit whose turn it is.</param>
public sealed record TurnGranted(TransactionId TransactionId);
