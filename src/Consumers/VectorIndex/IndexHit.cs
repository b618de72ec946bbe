using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex;

/// <summary>One entry that a search found.</summary>
/// <param name="Uri">The file, or the directory for levels 0 and 1.</param>
/// <param name="Level">0 = abstract, 1 = overview, 2 = file.</param>
/// <param name="ContextType">"resource", "memory" or "skill".</param>
/// <param name="Abstract">What a hit shows.</param>
/// <param name="Score">Cosine similarity; never NaN or infinite.</param>
public sealed record IndexHit(VikingUri Uri, int Level, string ContextType, string Abstract, double Score);
