using Sagas.Contracts;

namespace Sagas.Locks;

/// <summary>How a path looks as a key: what lies below a key has it as a prefix, and siblings never do.</summary>
internal static class LockPath
{
    /// <summary><c>/account/scope/…/</c></summary>
    public static string Of(PathLock @lock) => $"/{@lock.Account}/{@lock.Uri.Path}/";

    /// <summary>The keys of what lies above, nearest first, down to the account.</summary>
    public static IEnumerable<string> Ancestors(string key)
    {
        for (var cut = key.LastIndexOf('/', key.Length - 2); cut > 0; cut = key.LastIndexOf('/', cut - 1))
            yield return key[..(cut + 1)];
    }

    /// <summary>The first key after all that lie below: <c>0</c> is the character after <c>/</c>.</summary>
    public static string EndOfDescendants(string key) => key[..^1] + "0";

    /// <summary>The account and the URI of a key.</summary>
    public static (string Account, VikingUri Uri) Parse(string key)
    {
        var account = key[1..key.IndexOf('/', 1)];
        return (account, VikingUriParser.Parse(VikingUri.Scheme + key[(account.Length + 2)..], "path"));
    }
}
