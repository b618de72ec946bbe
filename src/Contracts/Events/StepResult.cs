using System.Text.Json;

namespace Sagas.Contracts;

/// <summary>What a participant reported of a step.</summary>
/// <param name="Kind">The step command in kebab case.</param>
/// <param name="Result">Small facts, as the participant wrote them.</param>
public sealed record StepResult(string Kind, JsonElement Result);
