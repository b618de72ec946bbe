using Microsoft.Win32.SafeHandles;

namespace Sagas.Consumers.FileTree.Native;

/// <summary>Whether an open file is the one that was seen before, as it was then.</summary>
readonly record struct FileIdentity(ulong Inode, long Size, DateTimeOffset ModifiedAt)
{
    public static FileIdentity Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
            return new FileIdentity(0, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        var stat = Stat(file);
        return new FileIdentity(stat.Inode, (long)stat.Size, DateTimeOffset
            .FromUnixTimeSeconds(stat.ModifiedSeconds).AddTicks(stat.ModifiedNanoseconds / 100));
    }

    /// <summary>False when the file has no name any more: it was replaced or deleted, and what is written to it is
    /// lost.</summary>
    public static bool HasName(SafeFileHandle file) => !OperatingSystem.IsLinux() || Stat(file).Links > 0;

    static Statx Stat(SafeFileHandle file)
    {
        var descriptor = (int)file.DangerousGetHandle();
        if (Libc.Stat(descriptor, "", Libc.EmptyPath, Libc.BasicStats, out var stat) != 0)
            throw Disk.Failure("statx", "an open file", System.Runtime.InteropServices.Marshal.GetLastPInvokeError());
        GC.KeepAlive(file);
        return stat;
    }
}
