using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Index;

/// <summary>Writes the entries of one directory; the undo record is the rows as they were and the keys that were
/// new.</summary>
public sealed class UpsertEntriesStep(IIndexChanges index, IFaultPoints faults, RunningSteps running)
    : Step<UpsertEntries, UpsertedEntries>(faults, running)
{
    /// <inheritdoc />
    protected override async Task<object?> Execute(
        UpsertEntries command, StepContext step, CancellationToken cancellationToken) =>
        await index.Upsert(command, step, cancellationToken);

    /// <inheritdoc />
    protected override Task<bool> Undo(UpsertEntries command, StepContext step, CancellationToken cancellationToken) =>
        index.Undo(step, cancellationToken);
}
