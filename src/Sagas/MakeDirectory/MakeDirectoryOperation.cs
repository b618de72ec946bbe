using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>Creates a directory with its missing parents.</summary>
public sealed class MakeDirectoryOperation : IOperation<MakeDirectory>
{
    /// <inheritdoc />
    public string Name => "mkdir";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(MakeDirectory command) => [command.Uri ?? ""];

    /// <inheritdoc />
    public Plan Plan(MakeDirectory command, Caller caller, TransactionId id)
    {
        var uri = Targets.Changeable(command.Uri, "uri", caller);
        return new Plan(
            [Targets.Tree(caller, uri)],
            [PlannedStep.Of(new CreateDirectory(caller.Account, uri))],
            [Targets.Purge(id)]);
    }
}
