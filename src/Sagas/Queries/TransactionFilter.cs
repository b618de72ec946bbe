namespace Sagas.Queries;

/// <summary>Which transactions to list, newest first. Null = any.</summary>
/// <param name="Phase">One of <see cref="Contracts.TransactionPhase"/>.</param>
/// <param name="Outcome">One of <see cref="Contracts.TransactionOutcome"/>.</param>
/// <param name="Operation">"rm", "mv", …</param>
/// <param name="Uri">Part of one of its URIs, in any case of ASCII letters.</param>
/// <param name="Limit">How many at the most, 1 to 1000.</param>
/// <param name="After">Where the page before ended, as it said; null = from the newest.</param>
public sealed record TransactionFilter(
    string? Phase = null, string? Outcome = null, string? Operation = null, string? Uri = null,
    int Limit = 50, TransactionCursor? After = null)
{
    /// <summary>The account that it runs in.</summary>
    public string? Account { get; init; }

    /// <summary>On whose behalf it runs.</summary>
    public string? User { get; init; }

    /// <summary>One of <see cref="TransactionStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>One of its URIs, whole; or the id of a session, whoever's it is.</summary>
    public string? Resource { get; init; }
}
