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
