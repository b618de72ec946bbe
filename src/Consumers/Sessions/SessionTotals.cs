using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>What archives have come to, all together.</summary>
/// <param name="Memories">New memories by category.</param>
/// <param name="Usage">What the models counted for them, also where they made none.</param>
public sealed record SessionTotals(IReadOnlyDictionary<string, int> Memories, TokenUsage Usage)
{
    /// <summary>Nothing yet.</summary>
    public static SessionTotals None { get; } = new(new Dictionary<string, int>(), TokenUsage.None);

    /// <summary>Both together; null is nothing.</summary>
    public SessionTotals Plus(SessionTotals? other)
    {
        if (other is null)
            return this;
        var memories = new Dictionary<string, int>(Memories);
        foreach (var (category, count) in other.Memories)
            memories[category] = memories.GetValueOrDefault(category) + count;
        return new SessionTotals(memories, Usage.Plus(other.Usage));
    }
}
