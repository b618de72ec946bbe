namespace Sagas.Testing.Tidy;

/// <summary>One committed text file, its path relative to the root with forward slashes.</summary>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>The lines, without a last empty one.</summary>
    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The text with comments, strings and characters blanked: only code is left, where it was.</summary>
    public string Code => _code ??= CodeText.Blank(Text);

    string? _code;

    /// <summary>Every file below <paramref name="folders"/> with this ending; what was built or generated is left
    /// out.</summary>
    public static IReadOnlyList<SourceFile> All(string pattern, params string[] folders) =>
    [
        .. folders
            .Select(folder => System.IO.Path.Combine(RepositoryRoot.Path, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "Migrations"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(RepositoryRoot.Path, path)))),
    ];
}
