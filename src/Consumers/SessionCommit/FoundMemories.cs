using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>Collects memories: each once, within the limit, none that cannot be written. Not thread-safe.</summary>
sealed class FoundMemories(int max)
{
    readonly List<Memory> _memories = [];
    readonly HashSet<(string Category, string Text)> _known = [];

    public IReadOnlyList<Memory> Memories => _memories;

    public int Dropped { get; private set; }

    /// <summary>One that is said twice is neither added nor dropped.</summary>
    public void Add(string? category, string? topic, string? text)
    {
        var (kind, words) = (KindOf(category), text?.Trim() ?? "");
        if (kind is null || words.Length is 0 or > Memory.TextCharsMax || _memories.Count >= max)
        {
            if (kind is null || !_known.Contains((kind, words)))
                Dropped++;
            return;
        }
        if (_known.Add((kind, words)))
            _memories.Add(new Memory(kind, TopicOf(topic, words), words));
    }

    public void Drop() => Dropped++;

    /// <summary>Models say "preference" as often as "preferences".</summary>
    static string? KindOf(string? category)
    {
        var name = category?.Trim().ToLowerInvariant();
        return MemoryCategory.All.FirstOrDefault(kind => kind == name || kind[..^1] == name);
    }

    static string TopicOf(string? topic, string text)
    {
        var name = string.IsNullOrWhiteSpace(topic) ? Topics.Of(text) : topic.Trim();
        return Semantics.Prose.Clip(name, Memory.TopicCharsMax);
    }
}
