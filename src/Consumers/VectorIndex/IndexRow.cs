using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex;

/// <summary>One stored entry, without its vector.</summary>
/// <param name="Uri">The file, or the directory for levels 0 and 1.</param>
/// <param name="Level">0 = abstract, 1 = overview, 2 = file.</param>
/// <param name="ContextType">"resource", "memory" or "skill".</param>
/// <param name="Abstract">What a hit shows.</param>
/// <param name="ContentHash">SHA-256 of what was embedded.</param>
/// <param name="UpdatedAt">When it was written last.</param>
/// <param name="Model">Which model made its vector; "" = not known.</param>
public sealed record IndexRow(
    VikingUri Uri, int Level, string ContextType, string Abstract, string ContentHash, DateTimeOffset UpdatedAt,
    string Model);
