namespace Sagas.Contracts;

/// <summary>A long step is alive: restarts the step timer, and feeds progress bars.</summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="Step">The step's index in the plan.</param>
/// <param name="Done">How much is done, in <paramref name="Unit"/>.</param>
/// <param name="Total">How much there is; null when unknown.</param>
/// <param name="Unit">"files", "bytes", …</param>
public sealed record StepProgress(TransactionId TransactionId, int Step, long Done, long? Total, string Unit);
