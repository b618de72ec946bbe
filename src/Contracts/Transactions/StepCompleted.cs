using System.Text.Json;

namespace Sagas.Contracts;

/// <summary>A participant did the step, now or before. Its effects are durable.</summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="Step">The step's index in the plan.</param>
/// <param name="Result">Small facts for the caller, such as a count; null when there are none.</param>
public sealed record StepCompleted(TransactionId TransactionId, int Step, JsonElement? Result = null);
