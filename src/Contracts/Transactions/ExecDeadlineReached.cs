namespace Sagas.Contracts;

/// <summary>
/// The execution as a whole has taken too long. A timer of the transaction machine; nobody else sends it.
/// </summary>
/// <param name="TransactionId">Which transaction.</param>
public sealed record ExecDeadlineReached(TransactionId TransactionId);
