namespace Sagas.Contracts;

/// <summary>The kinds of memories. The names are folders below <c>viking://user/{user}/memories</c>.</summary>
public static class MemoryCategory
{
    /// <summary>What somebody likes, dislikes or wants things to be like.</summary>
    public const string Preferences = "preferences";

    /// <summary>What is so.</summary>
    public const string Facts = "facts";

    /// <summary>What was settled.</summary>
    public const string Decisions = "decisions";

    /// <summary>What somebody is to do.</summary>
    public const string Tasks = "tasks";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [Preferences, Facts, Decisions, Tasks];
}
