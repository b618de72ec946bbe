using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sagas.Host.Worlds;

/// <summary>The two calls of the C library that .NET does not offer. Linux only.</summary>
internal static class Posix
{
    public const int Terminate = 15;

    const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Reads a file past the lock that another process has on it; null when it cannot be read.</summary>
    public static byte[]? ReadPastLock(string path, int bytesMax)
    {
        var descriptor = Open(path, ReadOnlyCloseOnExec);
        if (descriptor < 0)
            return null;
        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        var content = new byte[bytesMax];
        return content[..RandomAccess.Read(file, content, 0)];
    }

    /// <summary>Asks a process to end; false when it is gone.</summary>
    public static bool AskToStop(int process) => Kill(process, Terminate) == 0;

    [DllImport("libc", EntryPoint = "open", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int process, int signal);
}
