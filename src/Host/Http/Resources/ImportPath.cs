namespace Sagas.Host.Http.Resources;

/// <summary>Folders of the server that callers may name.</summary>
internal static class ImportPath
{
    /// <summary>The full path when it lies below one of the roots as it is written; null otherwise. Where links lead
    /// is for the step to refuse, which walks the folder.</summary>
    public static string? Of(string path, IReadOnlyList<string> roots)
    {
        if (path.Contains('\0') || !Path.IsPathFullyQualified(path))
            return null;
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return roots.Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))
            .Any(root => full == root || full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            ? full
            : null;
    }
}
