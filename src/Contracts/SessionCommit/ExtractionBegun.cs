namespace Sagas.Contracts;

/// <summary>An extraction left its queue, or a part of it is done: from here on its silence counts.</summary>
/// <param name="TransactionId">Which commit.</param>
/// <param name="Attempt">Which attempt of it.</param>
public sealed record ExtractionBegun(TransactionId TransactionId, int Attempt);
