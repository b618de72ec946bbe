using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>The two summaries of a directory.</summary>
/// <param name="Overview">L1, 4,000 characters at most.</param>
/// <param name="Abstract">L0, 256 characters at most.</param>
/// <param name="Usage">What a model counted for them; null = nothing.</param>
public sealed record DirectorySummary(string Overview, string Abstract, TokenUsage? Usage = null);
