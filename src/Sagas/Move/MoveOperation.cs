using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>
/// Moves a tree: renames the files, then points the index at the new place. Both ends are locked as trees: nothing
/// may appear below the destination that an undo would carry away (ADR 0003).
/// </summary>
public sealed class MoveOperation : IOperation<MoveResource>
{
    /// <inheritdoc />
    public string Name => "mv";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(MoveResource command) => [command.Source ?? "", command.Destination ?? ""];

    /// <inheritdoc />
    public Plan Plan(MoveResource command, Caller caller, TransactionId id)
    {
        var source = Targets.Changeable(command.Source, "source", caller);
        var destination = Places.ToMoveTo(command.Destination, "destination", caller);
        if (source.Contains(destination) || destination.Contains(source))
            throw RefusedException.InvalidArgument("destination", $"and the source lie one in the other ({source})");
        return new Plan(
            [Targets.Tree(caller, source), Targets.Tree(caller, destination)],
            [
                PlannedStep.Of(new MoveTree(caller.Account, source, destination)),
                PlannedStep.Of(new RekeyEntries(caller.Account, source, destination)),
            ],
            [Targets.Purge(id), .. Targets.RefreshParents(caller, id, source), Index(destination, caller, id)]);
    }

    /// <summary>
    /// Entries move with their files, but what was added only just now may have none yet, and whoever was to make
    /// them finds nothing at the old place. What has its entries is looked at and left alone.
    /// </summary>
    static PostAction Index(VikingUri destination, Caller caller, TransactionId id) =>
        Targets.Refresh(destination, caller, id, "index-moved", recursive: true, includeParent: true);
}
