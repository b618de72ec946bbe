namespace Sagas.Contracts;

/// <summary>Timer: an extraction has been silent for too long.</summary>
/// <param name="TransactionId">Which commit.</param>
public sealed record ExtractionTimedOut(TransactionId TransactionId);
