using System.Diagnostics.CodeAnalysis;
using Sagas.Contracts;

namespace Sagas.Host.Http.Access;

/// <summary>One line of <c>Sagas:Http:ApiKeys</c>: who the bearer of a key is.</summary>
internal sealed record ApiKey(string Key, Caller Caller)
{
    public const string Legal = "key:account:user or key:account:user:operator";

    const string OperatorRole = "operator";

    /// <summary>Null when <paramref name="text"/> is <see cref="Legal"/>; else what is wrong, without the secret.
    /// </summary>
    public static string? TryParse(string text, [NotNull] out ApiKey? key)
    {
        key = new ApiKey("", new Caller(Caller.DefaultName, Caller.DefaultName));
        var parts = text.Split(':');
        if (parts.Length is not (3 or 4))
            return $"has {parts.Length} parts instead of 3 or 4";
        if (parts.Any(p => p.Length == 0))
            return "has an empty part";
        // Not shown: in a key with a colon it is a part of the secret, or of a name.
        if (parts.Length == 4 && parts[3] != OperatorRole)
            return $"has a fourth part that is not '{OperatorRole}'";
        try
        {
            key = new ApiKey(parts[0], Caller.Of(parts[1], parts[2], isRoot: parts.Length == 4));
            return null;
        }
        catch (RefusedException refused)
        {
            return $"has a bad name: {refused.Message.TrimEnd('.')}";
        }
    }
}
