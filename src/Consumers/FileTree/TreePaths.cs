using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>Where everything lies on the disk. The only place that turns names into paths.</summary>
sealed class TreePaths
{
    public TreePaths(FileTreeOptions options)
    {
        Root = Path.GetFullPath(options.Root);
        OpenNames = new SharedSync(Open);
        ClosedNames = new SharedSync(Closed);
        Spares = new SpareFolders(Path.Combine(Reserved, "spare"), options.SpareFoldersMax);
    }

    public string Root { get; }

    public string Reserved => Path.Combine(Root, VikingUriParser.ReservedName);

    public string Open => Path.Combine(Reserved, "tx");

    /// <summary>Makes the names of all open transactions durable.</summary>
    public SharedSync OpenNames { get; }

    /// <summary>Makes the names of all closed transactions durable.</summary>
    public SharedSync ClosedNames { get; }

    /// <summary>Emptied folders for the transactions that come.</summary>
    public SpareFolders Spares { get; }

    public string Purging => Path.Combine(Reserved, "purging");

    public string Closed => Path.Combine(Reserved, "closed");

    public string Uploads => Path.Combine(Reserved, "uploads");

    public string OpenOf(TransactionId id) => Path.Combine(Open, id.ToString());

    public string PurgingOf(TransactionId id) => Path.Combine(Purging, id.ToString());

    public string ClosedOf(TransactionId id) => Path.Combine(Closed, id.ToString());

    public string HomeOf(StepId id) => Path.Combine(
        OpenOf(id.TransactionId), id.Step.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string OfAccount(string account) => VikingUriParser.ReasonAgainstSegment(account) is { } reason
        ? throw RefusedException.InvalidArgument(nameof(account), reason)
        : Path.Combine(Root, account);

    public string Of(string account, VikingUri uri) => Path.Combine(OfAccount(account), uri.Path);

    /// <summary>
    /// What is at <paramref name="uri"/>, reached through real directories only: what lies behind a symbolic link
    /// is not in the tree.
    /// </summary>
    public PathFacts Look(string account, VikingUri uri)
    {
        var path = OfAccount(account);
        var facts = PathFacts.Of(path);
        foreach (var segment in uri.Segments)
        {
            if (facts.Kind != PathKind.Directory)
                return default;
            path = Path.Combine(path, segment);
            facts = PathFacts.Of(path);
        }
        return facts;
    }
}
