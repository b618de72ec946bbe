namespace Sagas.Contracts;

/// <summary>An undo keeps failing: the locks are kept, retries go on, an operator should look.</summary>
public sealed record TransactionSuspended(
    TransactionId TransactionId,
    string Operation,
    string Account,
    IReadOnlyList<string> Uris,
    Reason? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset At) : ITransactionEvent;
