namespace Sagas.Contracts;

/// <summary>
/// A message sent by a transaction's end. It may arrive more than once; its consumer keeps a ledger unique by
/// (<see cref="TransactionId"/>, <see cref="Action"/>), which makes it exactly once in effect.
/// </summary>
public interface IPostActionMessage
{
    /// <summary>The transaction that ended.</summary>
    TransactionId TransactionId { get; }

    /// <summary>Tells the actions of one transaction apart; chosen by the plan.</summary>
    string Action { get; }
}
