namespace Sagas.Contracts;

/// <summary>Makes a suspended transaction try its failed undos again now, without waiting for the backoff.</summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="By">Who asks, for the record.</param>
public sealed record RetryTransaction(TransactionId TransactionId, string By);
