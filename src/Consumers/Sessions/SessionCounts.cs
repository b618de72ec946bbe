namespace Sagas.Consumers.Sessions;

/// <summary>What is live in a session now.</summary>
/// <param name="Messages">How many messages.</param>
/// <param name="EstimatedTokens">About a quarter of their characters.</param>
/// <param name="LastMessageAt">When the last one came, as it says itself; null when there is none.</param>
public sealed record SessionCounts(int Messages, long EstimatedTokens, DateTimeOffset? LastMessageAt);
