using Microsoft.Extensions.AI;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>What a chat model says that it has counted. Pure.</summary>
static class ChatUsage
{
    public static TokenUsage Of(ChatResponse response) => response.Usage is not { } usage
        ? TokenUsage.None
        : new TokenUsage(
            usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0,
            // A service that counts only the parts has counted the whole.
            usage.TotalTokenCount ?? (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0),
            usage.CachedInputTokenCount ?? 0, usage.ReasoningTokenCount ?? 0);
}
