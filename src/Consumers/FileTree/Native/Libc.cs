using System.Runtime.InteropServices;

namespace Sagas.Consumers.FileTree.Native;

/// <summary>The few calls of the C library that .NET does not offer. Linux only.</summary>
static class Libc
{
    const string Library = "libc";

    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int Exists = 17;
    public const int OtherFileSystem = 18;
    public const int InvalidArgument = 22;
    public const int TooManyLinks = 31;
    public const int NoSuchCall = 38;
    public const int NotEmpty = 39;
    public const int NotSupported = 95;

    public const int CurrentDirectory = -100;
    public const uint RenameNoReplace = 1;
    public const int SymlinkNoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStats = 0x7ff;

    // The same on every Linux but MIPS, Alpha, PA-RISC and SPARC, where .NET 10 does not run.
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public static readonly int NoFollow =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le
            ? 0x8000
            : 0x20000;

    [DllImport(
        Library, EntryPoint = "renameat2", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Rename(
        int fromFolder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from,
        int toFolder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string to,
        uint flags);

    [DllImport(
        Library, EntryPoint = "rename", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Replace(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport(
        Library, EntryPoint = "link", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport(
        Library, EntryPoint = "mkdir", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int MakeDirectory([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport(
        Library, EntryPoint = "rmdir", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int RemoveDirectory([MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport(
        Library, EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport(
        Library, EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mode);

    [DllImport(
        Library, EntryPoint = "close", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Close(int descriptor);

    [DllImport(
        Library, EntryPoint = "fsync", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Sync(int descriptor);

    [DllImport(
        Library, EntryPoint = "fdatasync", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int SyncData(SafeHandle file);

    [DllImport(
        Library, EntryPoint = "syncfs", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int SyncFileSystem(int descriptor);

    [DllImport(
        Library, EntryPoint = "statx", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int Stat(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Statx result);

    [DllImport(
        Library, EntryPoint = "realpath", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern nint RealPath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint buffer);

    [DllImport(Library, EntryPoint = "free")]
    public static extern void Free(nint memory);
}
