using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>What was found.</summary>
/// <param name="Memories">The memories.</param>
/// <param name="Dropped">How many were malformed, too long, or above the limit.</param>
public sealed record Extraction(IReadOnlyList<Memory> Memories, int Dropped);
