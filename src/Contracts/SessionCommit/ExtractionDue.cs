namespace Sagas.Contracts;

/// <summary>Timer: an extraction that has failed is tried again.</summary>
/// <param name="TransactionId">Which commit.</param>
public sealed record ExtractionDue(TransactionId TransactionId);
