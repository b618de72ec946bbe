namespace Sagas.Contracts;

/// <summary>What a path holds, as the index tells it apart: "resource", "memory" or "skill".</summary>
public static class ContextTypes
{
    /// <summary>The type of everything at and below <paramref name="uri"/>.</summary>
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
