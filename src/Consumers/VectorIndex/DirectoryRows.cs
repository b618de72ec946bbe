namespace Sagas.Consumers.VectorIndex;

/// <summary>What is stored about one directory.</summary>
/// <param name="Rows">Its own rows, and those of what stands directly in it.</param>
/// <param name="Parents">The names directly in it below which there are rows.</param>
public sealed record DirectoryRows(IReadOnlyList<IndexRow> Rows, IReadOnlyList<string> Parents);
