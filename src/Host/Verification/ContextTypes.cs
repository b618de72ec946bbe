using Sagas.Contracts;

namespace Sagas.Host.Verification;

/// <summary>What a path holds, as the index tells it apart.</summary>
internal static class ContextTypes
{
    public static string Of(VikingUri uri) => uri.Segments switch
    {
        ["user", _, "memories", ..] => "memory",
        [.., "skills"] or [_, "skills", ..] or [_, _, "skills", ..] => "skill",
        _ => "resource",
    };
}
