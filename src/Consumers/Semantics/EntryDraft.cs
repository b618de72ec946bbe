using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>An index entry that still needs its vector.</summary>
/// <param name="Uri">The file or directory.</param>
/// <param name="Level">0, 1 or 2.</param>
/// <param name="Abstract">What a hit shows.</param>
/// <param name="Hash">The key that says whether it is up to date.</param>
/// <param name="Text">What is embedded.</param>
internal sealed record EntryDraft(VikingUri Uri, int Level, string Abstract, string Hash, string Text);
