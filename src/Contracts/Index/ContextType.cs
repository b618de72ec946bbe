namespace Sagas.Contracts;

/// <summary>What a path holds, as the index tells it apart.</summary>
public static class ContextType
{
    /// <summary>"memory", "skill" or "resource".</summary>
    public static string Of(VikingUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.Segments switch
        {
            ["user", _, "memories", ..] => "memory",
            [.., "skills"] or [_, "skills", ..] or [_, _, "skills", ..] => "skill",
            _ => "resource",
        };
    }
}
