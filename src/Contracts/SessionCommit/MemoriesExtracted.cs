namespace Sagas.Contracts;

/// <summary>What an extraction made. An archive without memories has an empty list.</summary>
/// <param name="TransactionId">Which commit.</param>
/// <param name="Attempt">Which attempt of it.</param>
/// <param name="Memories">The memories, each once.</param>
/// <param name="Dropped">How many could not be used: malformed, too long, or above the limit.</param>
/// <param name="Overview">The text of the archive's <c>.overview.md</c>.</param>
/// <param name="Abstract">The text of the archive's <c>.abstract.md</c>.</param>
/// <param name="Usage">What the models counted; null = nothing.</param>
public sealed record MemoriesExtracted(
    TransactionId TransactionId, int Attempt, IReadOnlyList<Memory> Memories, int Dropped, string Overview,
    string Abstract, TokenUsage? Usage = null);
