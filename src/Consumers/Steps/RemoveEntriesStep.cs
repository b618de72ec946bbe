using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>Removes index entries; the undo record is the removed rows, in the index's own store.</summary>
public sealed class RemoveEntriesStep(IIndexChanges index, IFaultPoints faults, RunningSteps running)
    : Step<RemoveEntries, RemovedEntries>(faults, running)
{
    /// <inheritdoc />
    protected override async Task<object?> Execute(
        RemoveEntries command, StepContext step, CancellationToken cancellationToken) =>
        await index.Remove(command, step, cancellationToken);

    /// <inheritdoc />
    protected override Task<bool> Undo(RemoveEntries command, StepContext step, CancellationToken cancellationToken) =>
        index.Undo(step, cancellationToken);
}
