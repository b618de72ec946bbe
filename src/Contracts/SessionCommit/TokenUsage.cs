namespace Sagas.Contracts;

/// <summary>What models have counted. Zero where they do not count, and offline.</summary>
/// <param name="PromptTokens">Tokens that were given to them.</param>
/// <param name="CompletionTokens">Tokens that they answered.</param>
/// <param name="TotalTokens">Both together, as they say themselves.</param>
/// <param name="CachedTokens">Those of the first that they had kept.</param>
/// <param name="ReasoningTokens">Those of the second that are not in the answer.</param>
public sealed record TokenUsage(
    long PromptTokens, long CompletionTokens, long TotalTokens, long CachedTokens = 0, long ReasoningTokens = 0)
{
    /// <summary>Nothing was counted.</summary>
    public static TokenUsage None { get; } = new(0, 0, 0);

    /// <summary>Both together; null is nothing.</summary>
    public TokenUsage Plus(TokenUsage? other) => other is null ? this : new TokenUsage(
        PromptTokens + other.PromptTokens, CompletionTokens + other.CompletionTokens,
        TotalTokens + other.TotalTokens, CachedTokens + other.CachedTokens, ReasoningTokens + other.ReasoningTokens);
}
