namespace Sagas.Consumers.FileTree.Native;

/// <summary>What is at a path, links not followed.</summary>
enum PathKind
{
    Missing,
    File,
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A device, a socket or a FIFO.</summary>
    Special,
}
