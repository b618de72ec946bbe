using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>
/// Applies the summaries of one directory, if its sources still are what was read. It locks the directory and the
/// files it speaks of, each exactly, so that it never stands in the way of work elsewhere below; names that are gone
/// are locked as trees, so that nothing comes back under them meanwhile. The summaries that it writes are locked too:
/// an undo takes back what is there.
/// </summary>
public sealed class IndexDirectoryOperation : IOperation<IndexDirectory>
{
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Name => "index";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(IndexDirectory command) => [command.Uri ?? ""];

    /// <inheritdoc />
    public Plan Plan(IndexDirectory command, Caller caller, TransactionId id)
    {
        var uri = VikingUriParser.Parse(command.Uri, "uri", caller);
        if (command.Entries.FirstOrDefault(e => e.Uri != uri && e.Uri.Parent != uri) is { } stranger)
            throw RefusedException.InvalidArgument("entries", $"has {stranger.Uri}, which is not in {uri}");
        return new Plan(
            LocksOf(command, caller, uri),
            [
                PlannedStep.Of(new WriteSidecars(
                    caller.Account, uri, command.Overview, command.Abstract, command.Sources, command.Gone)
                {
                    Listing = command.Listing,
                    Abstracts = command.Abstracts,
                }),
                PlannedStep.Of(new UpsertEntries(caller.Account, uri, command.Entries, command.Gone)),
            ],
            [
                Targets.Purge(id),
                .. command.RefreshParent && !uri.IsScopeRoot ? Targets.RefreshParents(caller, id, uri) : [],
                .. Again(command, caller, uri, id),
            ]);
    }

    /// <summary>
    /// What failed for a reason that may pass is made anew, from the tree as it is then, after a pause that grows:
    /// 30 s, 2 min, 8 min, 32 min, 1 h, 1 h. Without it the files would stay unindexed until somebody looks. Summaries
    /// that came too late are, too: not everything that changes a listing asks for them.
    /// </summary>
    static IEnumerable<PostAction> Again(IndexDirectory command, Caller caller, VikingUri uri, TransactionId id)
    {
        if (command.Attempt is < 0 or >= Limits.IndexRetriesMax)
            yield break;
        var pause = FirstPause * Math.Pow(4, command.Attempt);
        yield return PostAction.AfterFailure(
            new EnqueueSemantic
            {
                TransactionId = id,
                Action = "again",
                Account = caller.Account,
                User = caller.User,
                Uri = uri,
                ContextType = command.ContextType,
                Attempt = command.Attempt + 1,
            },
            pause < LongestPause ? pause : LongestPause,
            evenIfStale: command.Listing is not null);
    }

    /// <summary>A directory of more names than a transaction may lock is locked as a whole.</summary>
    static IReadOnlyList<PathLock> LocksOf(IndexDirectory command, Caller caller, VikingUri uri)
    {
        var gone = command.Gone.ToHashSet(StringComparer.Ordinal);
        var names = command.Sources.Select(s => s.Name)
            .Concat(command.Entries.Where(e => e.Uri != uri).Select(e => e.Uri.Name))
            .Concat(Written(command))
            .Except(gone, StringComparer.Ordinal);
        IReadOnlyList<PathLock> each =
        [
            Targets.Exact(caller, uri),
            .. names.Select(name => Targets.Exact(caller, uri.Child(name))),
            .. gone.Select(name => Targets.Tree(caller, uri.Child(name))),
        ];
        return each.Count <= Limits.LocksMax ? each : [Targets.Tree(caller, uri)];
    }

    static IEnumerable<string> Written(IndexDirectory command) =>
    [
        .. command.Overview is null ? [] : new[] { Sidecars.Overview },
        .. command.Abstract is null ? [] : new[] { Sidecars.Abstract },
    ];
}
