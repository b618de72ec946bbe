namespace Sagas.Consumers.FileTree.Staging;

/// <summary>One thing to stage.</summary>
/// <param name="Relative">Its checked path below the resource's root.</param>
/// <param name="Open">Its content; null for a directory.</param>
/// <param name="Guard">Sees the bytes as they come and throws when they are too many; null = no guard.</param>
/// <param name="Check">Called when all bytes came; throws when they are not what was promised.
/// </param>
sealed record SourceEntry(
    string Relative, Func<Stream>? Open, Action<ReadOnlyMemory<byte>>? Guard = null, Action? Check = null);
