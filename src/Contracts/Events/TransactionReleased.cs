namespace Sagas.Contracts;

/// <summary>The transaction has ended and its locks are free. The last event of every transaction.</summary>
public sealed record TransactionReleased(
    TransactionId TransactionId,
    string Operation,
    string Account,
    IReadOnlyList<string> Uris,
    Reason? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset At) : ITransactionEvent
{
    /// <summary>One of <see cref="TransactionOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What its steps reported, in their order; told to who asked for a reply, null when published.</summary>
    public IReadOnlyList<StepResult>? Results { get; init; }
}
