using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>
/// Adds a tree: staged where nobody sees it, then swapped in by renames. What it replaces is kept aside until the
/// commit. Summaries and index entries follow as a post-action.
/// </summary>
public sealed class AddResourceOperation : IOperation<AddResource>
{
    static readonly VikingUri DefaultParent = VikingUriParser.Parse("viking://resources", "parent");

    /// <inheritdoc />
    public string Name => "add_resource";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(AddResource command) => [command.To ?? command.Parent ?? DefaultParent.Value];

    /// <inheritdoc />
    public Plan Plan(AddResource command, Caller caller, TransactionId id)
    {
        var name = NameOf(command);
        var target = TargetOf(command, caller, name);
        return new Plan(
            [Targets.Tree(caller, target)],
            [
                PlannedStep.Of(new StageTree
                {
                    Account = caller.Account,
                    Path = command.Path,
                    UploadId = command.UploadId,
                    Content = command.Content,
                    Name = name,
                    IgnoreDirs = command.IgnoreDirs ?? [],
                    Include = command.Include ?? [],
                    Exclude = command.Exclude ?? [],
                }),
                PlannedStep.Of(new PlaceTree(
                    caller.Account, target, StagedBy: 0,
                    MustBeNew: command.MustBeNew || command.To is null,
                    ParentMustExist: command is { Parent: not null, CreateParent: false })),
            ],
            [
                Targets.Purge(id),
                Targets.Refresh(target, caller, id, "index", recursive: true),
            ]);
    }

    static string NameOf(AddResource command)
    {
        var sources = new[] { command.Path, command.UploadId, command.Content }.Count(source => source is not null);
        if (sources != 1)
            throw RefusedException.InvalidArgument("path, uploadId, content", "must be given exactly once");
        var name = command.Name ?? command.Path?.TrimEnd('/').Split('/')[^1] ?? command.UploadId;
        if (string.IsNullOrEmpty(name))
            throw RefusedException.InvalidArgument("name", "is missing: a source of text has no name of its own");
        return VikingUriParser.ReasonAgainstSegment(name) is { } reason
            ? throw RefusedException.InvalidArgument("name", reason)
            : name;
    }

    static VikingUri TargetOf(AddResource command, Caller caller, string name)
    {
        if (command is { To: not null, Parent: not null })
            throw RefusedException.InvalidArgument("to, parent", "must not be given both");
        if (command.To is { } to)
            return Places.ToMake(to, "to", caller);
        var parent = command.Parent is { } given ? Places.ToMakeIn(given, "parent", caller) : DefaultParent;
        return Places.NoSession(parent.Child(ResourceName.Of(name)), "parent");
    }
}
