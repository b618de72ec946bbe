namespace Sagas.Contracts;

/// <summary>Timer: one of the two transactions of a commit has said nothing for long: perhaps its answer is lost.
/// </summary>
/// <param name="TransactionId">Which commit.</param>
public sealed record AnswerOverdue(TransactionId TransactionId);
