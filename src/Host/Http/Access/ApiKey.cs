using System.Diagnostics.CodeAnalysis;
using Sagas.Contracts;

namespace Sagas.Host.Http.Access;

/// <summary>One line of <c>Sagas:Http:ApiKeys</c>: who the bearer of a key is.</summary>
internal sealed record ApiKey(string Key, Caller Caller)
{
    /// <summary>Null when <paramref name="text"/> is <c>key:account:user</c>; else what is wrong, without the
    /// secret.</summary>
    public static string? TryParse(string text, [NotNull] out ApiKey? key)
    {
        key = new ApiKey("", new Caller(Caller.DefaultName, Caller.DefaultName));
        var parts = text.Split(':');
        if (parts.Length != 3)
            return $"has {parts.Length} parts instead of 3";
        if (parts.Any(p => p.Length == 0))
            return "has an empty part";
        try
        {
            key = new ApiKey(parts[0], Caller.Of(parts[1], parts[2]));
            return null;
        }
        catch (RefusedException refused)
        {
            return $"has a bad name: {refused.Message.TrimEnd('.')}";
        }
    }
}
