namespace Sagas.Lifecycle;

/// <summary>How far a long step is.</summary>
/// <param name="Done">How much is done, in <paramref name="Unit"/>.</param>
/// <param name="Total">How much there is; null when unknown.</param>
/// <param name="Unit">"files", "bytes", …</param>
public sealed record Progress(long Done, long? Total, string Unit);
