namespace Sagas.DeadLetters;

/// <summary>What an operator wants done with dead letters.</summary>
/// <param name="Action"><see cref="Replay"/> or <see cref="Discard"/>.</param>
/// <param name="Ids">The letters that the operator saw; no other is touched.</param>
/// <param name="By">Who the operator is.</param>
/// <param name="Why">For the audit; null = not said.</param>
/// <param name="PerSecond">How many are replayed in a second at the most.</param>
public sealed record DeadLetterOrder(
    string Action, IReadOnlyCollection<string> Ids, string By, string? Why,
    double PerSecond = DeadLetterOrder.Unhurried)
{
    /// <summary>Back to the queue that each came from.</summary>
    public const string Replay = "replay";

    /// <summary>Away for good.</summary>
    public const string Discard = "discard";

    /// <summary>How many are replayed in a second unless the operator says.</summary>
    public const double Unhurried = 100;

    /// <summary>Not fewer: what waits for its turn is no dead letter any more, and nobody sees it.</summary>
    public const double PerSecondMin = 0.01;

    /// <summary>Not more.</summary>
    public const double PerSecondMax = 10_000;
}
