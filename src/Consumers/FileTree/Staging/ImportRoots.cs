using System.Runtime.InteropServices;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>Which paths of the server may be read. Judged by the real path, all links followed.</summary>
sealed class ImportRoots(FileTreeOptions options, TreePaths paths)
{
    /// <summary>The real path of <paramref name="path"/>.</summary>
    /// <exception cref="RefusedException">It is not there, or it may not be read.</exception>
    public string Resolve(string path)
    {
        if (!Path.IsPathFullyQualified(path) || path.Any(char.IsControl))
            throw RefusedException.InvalidArgument("path", "is no absolute path");
        var roots = options.ImportRoots.Select(root => RealPath(root) ?? Path.GetFullPath(root)).ToList();
        // Outside the roots nobody learns whether something is there.
        if (RealPath(path) is not { } real)
            throw roots.Any(root => IsWithin(Path.GetFullPath(path), root)) ? Missing(path) : Denied(path);
        if (!roots.Any(root => IsWithin(real, root)))
            throw Denied(path);
        var own = RealPath(paths.Root) ?? paths.Root;
        return IsWithin(real, own) || IsWithin(own, real) ? throw Denied(path) : real;
    }

    static bool IsWithin(string path, string root)
    {
        var folder = Path.TrimEndingDirectorySeparator(root);
        return path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + "/",
            StringComparison.Ordinal) || folder == "/";
    }

    static string? RealPath(string path)
    {
        if (!OperatingSystem.IsLinux())
            return Path.Exists(path) ? Path.GetFullPath(path) : null;
        var memory = Libc.RealPath(path, 0);
        if (memory == 0)
            return null;
        try
        {
            return Marshal.PtrToStringUTF8(memory);
        }
        finally
        {
            Libc.Free(memory);
        }
    }

    static RefusedException Missing(string path) => new(new Reason(
        ErrorCode.NotFound,
        $"{path} does not exist on the server.",
        new Dictionary<string, string> { ["resource"] = path, ["type"] = "resource" }));

    static RefusedException Denied(string path) => new(new Reason(
        ErrorCode.PermissionDenied,
        $"{path} is not below one of the configured import roots.",
        new Dictionary<string, string> { ["resource"] = path, ["option"] = "Sagas:ImportRoots" }));
}
