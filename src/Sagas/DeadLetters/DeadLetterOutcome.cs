using Sagas.Contracts;

namespace Sagas.DeadLetters;

/// <summary>What an operator is told of one letter.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Result">One of <see cref="DeadLetterResult"/>.</param>
/// <param name="Problem">Why it failed; null when it did not.</param>
/// <param name="TransactionId">Its transaction; null when it names none.</param>
/// <param name="Note">What a replay can still change; null when there is nothing to say.</param>
public sealed record DeadLetterOutcome(
    string Id, string Result, string? Problem, TransactionId? TransactionId, string? Note);
