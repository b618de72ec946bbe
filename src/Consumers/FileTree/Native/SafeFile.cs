using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sagas.Consumers.FileTree.Native;

/// <summary>Opens files that somebody may exchange for a link or a FIFO between the look and the opening.</summary>
static class SafeFile
{
    const int TooManyLinks = 40;

    /// <exception cref="FileNotFoundException">Nothing is there, or a symbolic link.</exception>
    public static FileStream OpenRead(string path) =>
        new(Open(path, FileAccess.Read, Libc.ReadOnly), FileAccess.Read);

    /// <summary>
    /// Opens a file that lies below a folder, whatever is made of the path meanwhile: <see cref="OpenRead"/> looks at
    /// its last name only, and any other may have become a link since somebody looked.
    /// </summary>
    /// <param name="root">The real path of the folder, or of the file itself.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">Nothing is there, or a symbolic link, or it lies elsewhere.</exception>
    public static FileStream OpenReadBelow(string root, string path) =>
        new(OpenBelow(root, path), FileAccess.Read);

    /// <summary>The same for a file or a folder.</summary>
    public static SafeFileHandle OpenBelow(string root, string path)
    {
        var handle = Open(path, FileAccess.Read, Libc.ReadOnly);
        if (!OperatingSystem.IsLinux() || IsBelow(root, RealPath(handle)))
            return handle;
        handle.Dispose();
        throw new FileNotFoundException($"{path} is not there.", path);
    }

    /// <summary>Where an open file is reached whatever its path has become. Linux only.</summary>
    public static string ThroughHandle(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    // What the kernel says of what is open; asked before, the answer could be about something else.
    static string? RealPath(SafeFileHandle handle) => new FileInfo(ThroughHandle(handle)).LinkTarget;

    static bool IsBelow(string root, string? path) => path is not null
        && (path == root || path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>Opens a file that is there for reading and writing; never makes one.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there, or a symbolic link.</exception>
    public static SafeFileHandle OpenWrite(string path) => Open(path, FileAccess.ReadWrite, Libc.ReadWrite);

    static SafeFileHandle Open(string path, FileAccess access, int flags)
    {
        if (!OperatingSystem.IsLinux())
            return File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        var descriptor = Libc.Open(path, flags | Libc.CloseOnExec | Libc.NonBlocking | Libc.NoFollow);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        var error = Marshal.GetLastPInvokeError();
        throw error is Libc.NoEntry or TooManyLinks
            ? new FileNotFoundException($"{path} is not there.", path)
            : Disk.Failure("open", path, error);
    }
}
