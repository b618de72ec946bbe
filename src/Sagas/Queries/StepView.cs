using System.Text.Json;
using Sagas.Lifecycle;

namespace Sagas.Queries;

/// <summary>One step of a transaction with its line of the journal.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <param name="Kind">The step command in kebab case.</param>
/// <param name="Status">pending, sent, done, failed, undoing, undone, skipped or undo_failed.</param>
/// <param name="Attempts">How often the command, or the undo, was sent.</param>
/// <param name="Arguments">The step command as JSON; null in a listing: it holds what is written, whole.</param>
/// <param name="Result">What the participant reported; null when nothing, and in a listing.</param>
/// <param name="Error">Why it, or its undo, failed; null when it did not.</param>
/// <param name="Progress">How far it is while it is under way; null when it has not said.</param>
public sealed record StepView(
    int Index, string Kind, string Status, int Attempts, JsonElement? Arguments, JsonElement? Result, string? Error,
    Progress? Progress = null);
