using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Http.Resources;

/// <summary>Picks names for new resources.</summary>
internal sealed class TargetChoice(IFileTree tree)
{
    /// <summary>Names tried before the caller is told to pick one.</summary>
    public const int TriesMax = 100;

    /// <exception cref="ApiException">The parent is missing or is a file.</exception>
    public async Task RequireParent(
        string account, VikingUri parent, bool create, CancellationToken cancellationToken)
    {
        if (parent.IsScopeRoot)
            return;
        var entry = await tree.Stat(account, parent, cancellationToken);
        if (entry is null && !create)
            throw ApiException.NotFound(parent, "directory");
        if (entry is { IsDirectory: false })
            throw new ApiException(
                ErrorCode.FailedPrecondition, $"{parent} is a file.",
                new Dictionary<string, object?> { ["resource"] = parent.Value, ["field"] = "parent" });
    }

    /// <summary>
    /// The first number from <paramref name="from"/> on whose name is free now; somebody may still be faster, so the
    /// transaction checks again.
    /// </summary>
    public async Task<int> FreeFrom(
        string account, ResourceTarget target, int from, CancellationToken cancellationToken)
    {
        for (var n = from; n < TriesMax; n++)
        {
            var uri = target.Parent.Child(ResourceName.Numbered(target.Name, n));
            if (await tree.Stat(account, uri, cancellationToken) is null)
                return n;
        }
        throw Exhausted(target);
    }

    /// <summary>Whether there is nothing at <paramref name="uri"/> now.</summary>
    public async ValueTask<bool> IsFree(string account, string uri, CancellationToken cancellationToken) =>
        await tree.Stat(account, VikingUriParser.Parse(uri, "to"), cancellationToken) is null;

    public static ApiException Exhausted(ResourceTarget target) => new(
        ErrorCode.AlreadyExists, $"{target.Name} and {TriesMax - 1} names like it are taken in {target.Parent}.",
        new Dictionary<string, object?>
        {
            ["resource"] = $"{target.Parent}/{target.Name}",
            ["type"] = "resource",
        });
}
