using System.Reflection;
using Sagas.Consumers.FileTree;

namespace Sagas.Host.Demo;

/// <summary>The documents of the demonstration, as they lie in a folder.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Name">What the resource is called.</param>
/// <param name="Files">Their paths in it.</param>
internal sealed record DemoInput(string Folder, string Name, IReadOnlyList<string> Files)
{
    const string ResourcePrefix = "demo/";

    /// <summary>The folder that was given, or this project's own documents, unpacked below
    /// <paramref name="throwaway"/>.</summary>
    /// <exception cref="IOException">There is no such folder, or nothing in it.</exception>
    public static DemoInput Find(string? given, string throwaway)
    {
        if (given is "")
            throw new IOException("The name of the folder is empty.");
        var folder = given is null ? UnpackOwn(Path.Combine(throwaway, "input")) : Path.GetFullPath(given);
        if (!Directory.Exists(folder))
            throw new IOException($"{folder} is no folder.");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !file.Split('/').Any(segment => segment.StartsWith('.')))
            .Where(file => new FileInfo(Path.Combine(folder, file)).LinkTarget is null)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0)
            throw new IOException($"{folder} holds no file that is not hidden.");
        // Looked at before anything is read: a FIFO would wait for somebody to write into it.
        if (files.FirstOrDefault(file => LocalFiles.ReasonAgainst(Path.Combine(folder, file)) is not null) is { } odd)
            throw new IOException($"{odd} is no file that could be added.");
        return new DemoInput(folder, given is null ? "documents" : Path.GetFileName(folder.TrimEnd('/')), files);
    }

    /// <summary>The first directory in it, else the first file: what the demonstration takes away.</summary>
    public string Part => Files
        .Select(file => file.Split('/'))
        .Where(segments => segments.Length > 1)
        .Select(segments => string.Join('/', segments[..^1]))
        .OrderByDescending(directory => directory.Length)
        .FirstOrDefault() ?? Files[0];

    /// <summary>The documents of the repository that this program was built from travel with it.</summary>
    static string UnpackOwn(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var documents = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal));
        foreach (var name in documents)
        {
            var path = Path.Combine(folder, name[ResourcePrefix.Length..].Replace('\\', '/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var content = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(path);
            content.CopyTo(file);
        }
        return folder;
    }
}
