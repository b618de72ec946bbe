using Sagas.Consumers.FileTree;

namespace Sagas.Host.Http.Reading;

/// <summary>One entry of a walk.</summary>
/// <param name="Entry">The file or directory.</param>
/// <param name="RelativePath">Its path from the root of the walk.</param>
internal sealed record WalkedEntry(FileEntry Entry, string RelativePath);
