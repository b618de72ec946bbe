namespace Sagas.Contracts;

/// <summary>
/// The commit of an archive asks the commit of the archive before it to say when its extraction is over, however it
/// ended. Queue <c>session-commits</c>.
/// </summary>
/// <param name="TransactionId">The commit that is asked.</param>
/// <param name="Waiter">The commit that asks.</param>
public sealed record AskForTurn(TransactionId TransactionId, TransactionId Waiter);
