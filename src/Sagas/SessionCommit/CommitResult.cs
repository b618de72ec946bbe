namespace Sagas.SessionCommit;

/// <summary>What came of a commit.</summary>
/// <param name="Extracted">New memories by category.</param>
/// <param name="Known">Memories that were there before.</param>
/// <param name="Dropped">Memories that could not be used.</param>
public sealed record CommitResult(IReadOnlyDictionary<string, int> Extracted, int Known = 0, int Dropped = 0);
