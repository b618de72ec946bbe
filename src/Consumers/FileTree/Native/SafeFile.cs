using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sagas.Consumers.FileTree.Native;

/// <summary>Opens files that somebody may exchange for a link or a FIFO between the look and the opening.</summary>
static class SafeFile
{
    const int TooManyLinks = 40;

    /// <exception cref="FileNotFoundException">Nothing is there, or a symbolic link.</exception>
    public static Stream OpenRead(string path)
    {
        if (!OperatingSystem.IsLinux())
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var descriptor = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec | Libc.NonBlocking | Libc.NoFollow);
        if (descriptor >= 0)
            return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read);
        var error = Marshal.GetLastPInvokeError();
        throw error is Libc.NoEntry or TooManyLinks
            ? new FileNotFoundException($"{path} is not there.", path)
            : Disk.Failure("open", path, error);
    }
}
