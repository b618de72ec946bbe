namespace Sagas.Testing.Tidy;

/// <summary>Where the source text of the running tests lies.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds <c>Sagas.sln</c>, found upwards of the running assembly.</summary>
    public static string Path { get; } = Find();

    /// <summary>
    /// A compiler's file name as a real one: a deterministic build records <c>/_/tests/…</c> instead of the place
    /// that it was built in.
    /// </summary>
    public static string Resolve(string compiledPath)
    {
        ArgumentNullException.ThrowIfNull(compiledPath);
        const string mapped = "/_/";
        return compiledPath.StartsWith(mapped, StringComparison.Ordinal)
            ? System.IO.Path.Combine(Path, compiledPath[mapped.Length..])
            : compiledPath;
    }

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Sagas.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No Sagas.sln above {AppContext.BaseDirectory}.");
    }
}
