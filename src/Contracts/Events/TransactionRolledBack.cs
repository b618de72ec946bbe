namespace Sagas.Contracts;

/// <summary>None of it happened: what was done is undone. Cancelled and busy transactions are told so too.</summary>
public sealed record TransactionRolledBack(
    TransactionId TransactionId,
    string Operation,
    string Account,
    IReadOnlyList<string> Uris,
    Reason? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset At) : ITransactionEvent;
