namespace Sagas.DeadLetters;

/// <summary>What became of one dead letter that an operator acted on.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Result">One of the constants here.</param>
/// <param name="Problem">Why it failed; null when it did not.</param>
public sealed record DeadLetterResult(string Id, string Result, string? Problem = null)
{
    /// <summary>The message is in its queue again, and no dead letter any more.</summary>
    public const string Replayed = "replayed";

    /// <summary>It is gone for good.</summary>
    public const string Discarded = "discarded";

    /// <summary>There is no such letter (any more): nothing was done.</summary>
    public const string Gone = "gone";

    /// <summary>It was not possible; the letter lies where it lay.</summary>
    public const string Failed = "failed";
}
