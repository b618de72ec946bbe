namespace Sagas.Contracts;

/// <summary>A participant undid the step, now or before, or found that there was nothing to undo.</summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="Step">The step's index in the plan.</param>
/// <param name="NothingToUndo">True when the step had never been done here.</param>
public sealed record StepUndone(TransactionId TransactionId, int Step, bool NothingToUndo = false);
