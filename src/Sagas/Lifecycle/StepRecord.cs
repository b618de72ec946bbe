using System.Text.Json;

namespace Sagas.Lifecycle;

/// <summary>The journal's line for one step.</summary>
/// <param name="Status">What has become of it.</param>
/// <param name="Attempts">How often the command, or since it is undone the undo, was sent.</param>
/// <param name="Result">What the participant reported; null when nothing.</param>
/// <param name="Error">Why it, or its undo, failed last; null when it did not.</param>
/// <param name="Progress">How far it was when it said so last; null when it never did, or is not under way.</param>
public sealed record StepRecord(
    StepStatus Status, int Attempts = 0, JsonElement? Result = null, string? Error = null,
    Progress? Progress = null);
