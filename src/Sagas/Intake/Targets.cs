using Sagas.Contracts;

namespace Sagas.Intake;

/// <summary>What several operations ask of the URIs in their commands.</summary>
internal static class Targets
{
    /// <summary>A URI that may be removed, moved or replaced: nothing that cannot be made here, and no user's home.
    /// </summary>
    public static VikingUri Changeable(string? text, string field, Caller caller)
    {
        var uri = Creatable(text, field, caller);
        return uri.IsHome
            ? throw RefusedException.InvalidArgument(field, $"is the home {uri}, which cannot be changed as a whole")
            : uri;
    }

    /// <summary>A URI that may be made: anything but a whole scope and what lies in a session.</summary>
    public static VikingUri Creatable(string? text, string field, Caller caller)
    {
        var uri = VikingUriParser.Parse(text, field, caller);
        return uri.IsScopeRoot
            ? throw RefusedException.InvalidArgument(field, $"is the scope {uri}, which cannot be changed as a whole")
            : OutsideSessions(uri, field);
    }

    /// <summary>Refuses what lies in a session; a session as a whole may be moved and removed.</summary>
    public static VikingUri OutsideSessions(VikingUri uri, string field) => SessionUri.IsInSession(uri)
        ? throw RefusedException.InvalidArgument(
            field, $"is {uri}, which lies in a session; only its messages and commits change what is in it")
        : uri;

    /// <summary>The post-action that makes the summaries of <paramref name="directory"/> anew.</summary>
    public static PostAction Refresh(
        VikingUri directory, Caller caller, TransactionId id, string action, bool recursive = false,
        bool includeParent = false)
        => PostAction.AfterCommit(new EnqueueSemantic
        {
            TransactionId = id,
            Action = action,
            Account = caller.Account,
            User = caller.User,
            Uri = directory,
            Recursive = recursive,
            IncludeParent = includeParent,
            ContextType = ContextType.Of(directory),
        });

    /// <summary>
    /// The post-actions that make the summaries of changed directories anew. A scope root has none: they would change
    /// with everything.
    /// </summary>
    public static IEnumerable<PostAction> RefreshParents(Caller caller, TransactionId id, params VikingUri[] changed) =>
        changed.Select(uri => uri.Parent!).Distinct().Where(parent => !parent.IsScopeRoot)
            .Select((parent, i) => Refresh(parent, caller, id, $"refresh-parent-{i}"));

    /// <summary>The post-action that forgets what the steps have set aside.</summary>
    public static PostAction Purge(TransactionId id) => PostAction.AfterEnd(new PurgeTransaction(id));

    public static PathLock Tree(Caller caller, VikingUri uri) => new(caller.Account, uri, LockMode.Tree);

    public static PathLock Exact(Caller caller, VikingUri uri) => new(caller.Account, uri, LockMode.Exact);
}
