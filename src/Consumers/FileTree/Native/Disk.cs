using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sagas.Consumers.FileTree.Native;

/// <summary>
/// Durable changes of a local file system. A full disk, a broken one and missing rights are exceptions that pass
/// through: they are nobody's refusal, and the step may be tried again.
/// </summary>
static class Disk
{
    const int DeleteAttemptsMax = 16;

    /// <summary>Told of every folder that the current flow makes durable: a test cannot take the power away, but it
    /// can ask what would have survived. Null but in tests.</summary>
    internal static AsyncLocal<Action<string>?> Synced { get; } = new();

    /// <summary>What is at <paramref name="path"/>, links not followed.</summary>
    public static PathKind KindOf(string path) => PathFacts.Of(path).Kind;

    /// <summary>Renames without ever replacing. Atomic on Linux; the answer names the two races that can be
    /// lost.</summary>
    public static RenameResult Rename(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
            return RenameByRuntime(from, to);
        if (Libc.Rename(Libc.CurrentDirectory, from, Libc.CurrentDirectory, to, Libc.RenameNoReplace) == 0)
            return RenameResult.Done;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.NoEntry => RenameResult.Missing,
            Libc.Exists or Libc.NotEmpty => RenameResult.Taken,
            // A file system without the flag (some network ones): the check and the rename are two calls there.
            Libc.InvalidArgument or Libc.NoSuchCall => RenameByRuntime(from, to),
            var error => throw Failure("rename", $"{from} → {to}", error),
        };
    }

    static RenameResult RenameByRuntime(string from, string to)
    {
        var kind = KindOf(from);
        if (kind == PathKind.Missing || KindOf(Path.GetDirectoryName(to)!) == PathKind.Missing)
            return RenameResult.Missing;
        if (KindOf(to) != PathKind.Missing)
            return RenameResult.Taken;
        if (kind == PathKind.Directory)
            Directory.Move(from, to);
        else
            File.Move(from, to);
        return RenameResult.Done;
    }

    /// <summary>Renames a file over another one, atomically: a reader finds the one or the other, never none. False
    /// when the source, or a folder on either path, is not there.</summary>
    public static bool Replace(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            if (!File.Exists(from))
                return false;
            File.Move(from, to, overwrite: true);
            return true;
        }
        if (Libc.Replace(from, to) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == Libc.NoEntry ? false : throw Failure("rename", $"{from} → {to}", error);
    }

    /// <summary>Makes one directory; false when something is there already.</summary>
    /// <exception cref="DirectoryNotFoundException">Its parent is not there.</exception>
    public static bool MakeDirectory(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            var missing = KindOf(path) == PathKind.Missing;
            Directory.CreateDirectory(path);
            return missing;
        }
        if (Libc.MakeDirectory(path, 0x1ff) == 0)
            return true;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.Exists => false,
            Libc.NoEntry => throw new DirectoryNotFoundException($"The parent of {path} is not there."),
            var error => throw Failure("mkdir", path, error),
        };
    }

    /// <summary>Makes a directory, and those above it that are missing, with durable names: what is kept in it must not
    /// hang from one that a power failure takes.</summary>
    public static void MakeWay(string path)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(path)!;
        MakeWay(parent);
        Directory.CreateDirectory(path);
        SyncFolder(parent);
    }

    /// <summary>Makes an empty file; false when something is there already.</summary>
    /// <exception cref="DirectoryNotFoundException">Its parent is not there.</exception>
    public static bool MakeFile(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            var missing = KindOf(path) == PathKind.Missing;
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            return missing;
        }
        var file = Libc.Open(path, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.CloseOnExec, 0x1b6);
        if (file >= 0)
            return Libc.Close(file) == 0;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.Exists => false,
            Libc.NoEntry => throw new DirectoryNotFoundException($"The parent of {path} is not there."),
            var error => throw Failure("open", path, error),
        };
    }

    /// <summary>Gives a file one more name. Missing also when it has as many as it can have, or when the file system
    /// has no such names.</summary>
    public static RenameResult Link(string existing, string path)
    {
        if (!OperatingSystem.IsLinux())
            return RenameResult.Missing;
        if (Libc.Link(existing, path) == 0)
            return RenameResult.Done;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.Exists => RenameResult.Taken,
            Libc.NoEntry or Libc.TooManyLinks or Libc.NotPermitted or Libc.NotSupported or Libc.OtherFileSystem
                or Libc.NoSuchCall => RenameResult.Missing,
            var error => throw Failure("link", $"{existing} → {path}", error),
        };
    }

    /// <summary>Removes a directory if it is empty; false when it is not, or is not there.</summary>
    public static bool RemoveIfEmpty(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            var empty = Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any();
            if (empty)
                Directory.Delete(path);
            return empty;
        }
        if (Libc.RemoveDirectory(path) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error is Libc.NoEntry or Libc.Exists or Libc.NotEmpty ? false : throw Failure("rmdir", path, error);
    }

    /// <summary>
    /// Deletes whatever is at <paramref name="path"/>, links themselves and not what they point to. Two that delete
    /// the same tree trip over each other: who does so looks again at what is left.
    /// </summary>
    public static void Delete(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                switch (KindOf(path))
                {
                    case PathKind.Missing:
                        return;
                    case PathKind.Directory:
                        Directory.Delete(path, recursive: true);
                        return;
                    default:
                        File.Delete(path);
                        return;
                }
            }
            catch (IOException) when (attempt < DeleteAttemptsMax)
            {
            }
        }
    }

    /// <summary>Writes a new file and makes its bytes durable; its name becomes durable with its folder.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes a file, or writes it anew in the place that it has on the disk, and makes its bytes durable.
    /// </summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, bytes, fileOffset: 0);
        if (RandomAccess.GetLength(file) != bytes.Length)
            RandomAccess.SetLength(file, bytes.Length);
        SyncBytes(file, path);
    }

    /// <summary>Its bytes, and what is needed to find them: of a file that was overwritten that is less than all.
    /// </summary>
    static void SyncBytes(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }
        while (Libc.SyncData(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Libc.Interrupted)
                throw Failure("fdatasync", path, error);
        }
    }

    /// <summary>Makes the names in a folder durable. A folder that is gone has no names to lose.</summary>
    public static void SyncFolder(string path)
    {
        WithFolder(path, "fsync", Libc.Sync);
        Synced.Value?.Invoke(path);
    }

    /// <summary>Makes everything on the file system of <paramref name="path"/> durable: for many new files one
    /// call instead of one each.</summary>
    public static void SyncFileSystem(string path) => WithFolder(path, "syncfs", Libc.SyncFileSystem);

    static void WithFolder(string path, string name, Func<int, int> call)
    {
        // Other systems do not let a folder be opened; their file systems journal names.
        if (!OperatingSystem.IsLinux())
            return;
        var folder = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec);
        if (folder < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Libc.NoEntry)
                return;
            throw Failure("open", path, error);
        }
        try
        {
            while (call(folder) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error != Libc.Interrupted)
                    throw Failure(name, path, error);
            }
        }
        finally
        {
            _ = Libc.Close(folder);
        }
    }

    /// <summary>A failed system call as an exception that says which call, on what and why.</summary>
    public static IOException Failure(string call, string path, int error) =>
        new($"{call} {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
}
