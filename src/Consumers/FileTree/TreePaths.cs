using System.Globalization;
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
        Reserved = Path.Combine(Root, VikingUriParser.ReservedName);
        Open = Path.Combine(Reserved, "tx");
        Purging = Path.Combine(Reserved, "purging");
        Kept = Path.Combine(Reserved, "kept");
        Closed = Path.Combine(Reserved, "closed");
        Uploads = Path.Combine(Reserved, "uploads");
        OpenNames = new SharedSync(Open);
        ClosedNames = new SharedSync(Closed);
        Spares = new SpareFolders(Path.Combine(Reserved, "spare"), options.SpareFoldersMax);
    }

    public string Root { get; }

    public string Reserved { get; }

    /// <summary>The homes of the steps that can still be done or undone.</summary>
    public string Open { get; }

    /// <summary>Homes on their way out.</summary>
    public string Purging { get; }

    /// <summary>Homes of transactions that an operator has resolved, until he has them purged.</summary>
    public string Kept { get; }

    /// <summary>The tombstones of ended transactions.</summary>
    public string Closed { get; }

    /// <summary>A folder per account; a file that lies beside them is of a build that had none.</summary>
    public string Uploads { get; }

    /// <summary>Makes the names of all steps' homes durable.</summary>
    public SharedSync OpenNames { get; }

    /// <summary>Makes the names of all closed transactions durable.</summary>
    public SharedSync ClosedNames { get; }

    /// <summary>Emptied homes for the steps that come.</summary>
    public SpareFolders Spares { get; }

    public string ClosedOf(TransactionId id) => Path.Combine(Closed, id.ToString());

    public string HomeOf(StepId id) => Path.Combine(Open, NameOf(id));

    public string PurgingOf(StepId id) => Path.Combine(Purging, NameOf(id));

    public string KeptOf(StepId id) => Path.Combine(Kept, NameOf(id));

    /// <summary>The name of a step's home, without the folder.</summary>
    static string NameOf(StepId id) => string.Create(CultureInfo.InvariantCulture, $"{id.TransactionId}.{id.Step}");

    public string OfAccount(string account) => Path.Combine(Root, NameOf(account));

    /// <summary>What the callers of one account have uploaded.</summary>
    public string UploadsOf(string account) => Path.Combine(Uploads, NameOf(account));

    static string NameOf(string account) => VikingUriParser.ReasonAgainstSegment(account) is { } reason
        ? throw RefusedException.InvalidArgument(nameof(account), reason)
        : account;

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
