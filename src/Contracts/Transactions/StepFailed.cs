namespace Sagas.Contracts;

/// <summary>A participant refused the step for an expected reason. Nothing it did is left to be seen.</summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="Step">The step's index in the plan.</param>
/// <param name="Reason">Why.</param>
public sealed record StepFailed(TransactionId TransactionId, int Step, Reason Reason);
