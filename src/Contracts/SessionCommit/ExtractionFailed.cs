namespace Sagas.Contracts;

/// <summary>An extraction made nothing.</summary>
/// <param name="TransactionId">Which commit.</param>
/// <param name="Attempt">Which attempt of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsFinal">True when another attempt would end the same way.</param>
/// <param name="Usage">What the models counted all the same; null = nothing.</param>
public sealed record ExtractionFailed(
    TransactionId TransactionId, int Attempt, Reason Reason, bool IsFinal, TokenUsage? Usage = null);
