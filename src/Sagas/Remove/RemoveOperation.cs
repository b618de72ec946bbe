using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>
/// Removes a tree: the index first, because missing a hit is better than returning a dead one; then the files, into
/// the transaction's folder, from which they are purged when nothing can bring them back.
/// </summary>
public sealed class RemoveOperation : IOperation<RemoveResource>
{
    /// <inheritdoc />
    public string Name => "rm";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(RemoveResource command) => [command.Uri ?? ""];

    /// <inheritdoc />
    public Plan Plan(RemoveResource command, Caller caller, TransactionId id)
    {
        var uri = Targets.Changeable(command.Uri, "uri", caller);
        return new Plan(
            [Targets.Tree(caller, uri)],
            [
                PlannedStep.Of(new RemoveEntries(caller.Account, uri)),
                PlannedStep.Of(new RemoveTree(caller.Account, uri, command.Recursive)),
            ],
            [Targets.Purge(id), .. Targets.RefreshParents(caller, id, uri)]);
    }
}
