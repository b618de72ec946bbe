using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>A file or directory of the tree as a reader sees it.</summary>
/// <param name="Uri">Its canonical URI.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Size">Bytes; 0 for a directory.</param>
/// <param name="ModifiedAt">When its content changed last.</param>
public sealed record FileEntry(VikingUri Uri, bool IsDirectory, long Size, DateTimeOffset ModifiedAt)
{
    /// <summary>The last segment.</summary>
    public string Name => Uri.Name;

    /// <summary>True for names that listings hide by default: those that start with a dot.</summary>
    public bool IsHidden => Name.StartsWith('.');
}
