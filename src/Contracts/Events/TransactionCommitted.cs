namespace Sagas.Contracts;

/// <summary>All of it happened: every step is done and durable.</summary>
public sealed record TransactionCommitted(
    TransactionId TransactionId,
    string Operation,
    string Account,
    IReadOnlyList<string> Uris,
    Reason? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset At) : ITransactionEvent;
