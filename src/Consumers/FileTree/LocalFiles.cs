using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.FileTree;

/// <summary>Files outside of the tree, looked at before they are read. Thread-safe.</summary>
public static class LocalFiles
{
    /// <summary>
    /// Why <paramref name="path"/> is nothing that can be added; null for a regular file and a directory. Links are
    /// not followed; nothing is opened, for opening a FIFO waits until somebody writes into it.
    /// </summary>
    public static string? ReasonAgainst(string path) => Disk.KindOf(path) switch
    {
        PathKind.File or PathKind.Directory => null,
        PathKind.Link => "is a symbolic link",
        PathKind.Special => "is a device, a socket or a FIFO",
        _ => "went away",
    };
}
