namespace Sagas.Contracts;

/// <summary>What every published event of a transaction tells. Each event type has an exchange of its own.</summary>
public interface ITransactionEvent
{
    /// <summary>Which transaction.</summary>
    TransactionId TransactionId { get; }

    /// <summary>What kind: "rm", "mv", "add_resource", …</summary>
    string Operation { get; }

    /// <summary>The account it ran in.</summary>
    string Account { get; }

    /// <summary>Its URIs in the order of the command.</summary>
    IReadOnlyList<string> Uris { get; }

    /// <summary>Why, when it did not commit; null when it did.</summary>
    Reason? Reason { get; }

    /// <summary>When it was accepted.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>When this happened.</summary>
    DateTimeOffset At { get; }
}
