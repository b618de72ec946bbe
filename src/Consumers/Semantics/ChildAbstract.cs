namespace Sagas.Consumers.Semantics;

/// <summary>The abstract of a directory as the summaries of the one above are made of it.</summary>
/// <param name="Text">The text; "" when there is none.</param>
/// <param name="Hashes">What may be in the tree when they are applied: what was read, and what this run has sent but
/// may not be written yet.</param>
internal sealed record ChildAbstract(string Text, IReadOnlyList<string> Hashes);
