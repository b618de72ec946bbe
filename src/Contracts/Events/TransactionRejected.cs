namespace Sagas.Contracts;

/// <summary>The command was refused before anything was done.</summary>
public sealed record TransactionRejected(
    TransactionId TransactionId,
    string Operation,
    string Account,
    IReadOnlyList<string> Uris,
    Reason? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset At) : ITransactionEvent;
