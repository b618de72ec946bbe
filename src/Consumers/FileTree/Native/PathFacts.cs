namespace Sagas.Consumers.FileTree.Native;

/// <summary>What the file system says of one path, links not followed.</summary>
readonly record struct PathFacts(PathKind Kind, long Size, DateTimeOffset ModifiedAt)
{
    const int TypeMask = 0xF000;
    const int DirectoryType = 0x4000;
    const int FileType = 0x8000;
    const int LinkType = 0xA000;
    const int NotADirectory = 20;

    public static PathFacts Of(string path) => OperatingSystem.IsLinux() ? FromKernel(path) : FromRuntime(path);

    static PathFacts FromKernel(string path)
    {
        if (Libc.Stat(Libc.CurrentDirectory, path, Libc.SymlinkNoFollow, Libc.BasicStats, out var stat) != 0)
        {
            var error = System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
            return error is Libc.NoEntry or NotADirectory ? default : throw Disk.Failure("statx", path, error);
        }
        var kind = (stat.Mode & TypeMask) switch
        {
            DirectoryType => PathKind.Directory,
            FileType => PathKind.File,
            LinkType => PathKind.Link,
            _ => PathKind.Special,
        };
        var modified = DateTimeOffset.FromUnixTimeSeconds(stat.ModifiedSeconds)
            .AddTicks(stat.ModifiedNanoseconds / 100);
        return new PathFacts(kind, kind == PathKind.File ? (long)stat.Size : 0, modified);
    }

    static PathFacts FromRuntime(string path)
    {
        var file = new FileInfo(path);
        if ((int)file.Attributes == -1)
            return default;
        var kind = file.Attributes.HasFlag(FileAttributes.ReparsePoint) ? PathKind.Link
            : file.Attributes.HasFlag(FileAttributes.Directory) ? PathKind.Directory
            : file.Attributes.HasFlag(FileAttributes.Device) ? PathKind.Special
            : PathKind.File;
        return new PathFacts(kind, kind == PathKind.File ? file.Length : 0, file.LastWriteTimeUtc);
    }
}
