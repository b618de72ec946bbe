using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Move;

/// <summary>Points index entries at their new place; the undo record is the old place and the rows it covered.
/// </summary>
public sealed class RekeyEntriesStep(IIndexChanges index, IFaultPoints faults, RunningSteps running)
    : Step<RekeyEntries, RekeyedEntries>(faults, running)
{
    /// <inheritdoc />
    protected override async Task<object?> Execute(
        RekeyEntries command, StepContext step, CancellationToken cancellationToken) =>
        await index.Rekey(command, step, cancellationToken);

    /// <inheritdoc />
    protected override Task<bool> Undo(RekeyEntries command, StepContext step, CancellationToken cancellationToken) =>
        index.Undo(step, cancellationToken);
}
