using CsCheck;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>Small random trees over few names, so that things meet.</summary>
static class RandomTrees
{
    static readonly Gen<string> Segment = Gen.Int[0, 2].Select(i => "abc"[i].ToString());

    public static Gen<string> Path { get; } =
        Segment.Array[1, 3].Select(segments => "resources/" + string.Join('/', segments));

    /// <summary>Paths of files; a trailing slash makes an empty directory.</summary>
    public static Gen<string[]> Paths { get; } =
        Gen.Select(Path, Gen.Int[0, 4], (path, kind) => kind == 0 ? path + "/" : path).Array[0, 7];

    /// <summary>Puts in what fits; each file's content is the number of its path.</summary>
    public static TreeLab WithAll(this TreeLab lab, string[] paths)
    {
        for (var i = 0; i < paths.Length; i++)
        {
            var path = paths[i].TrimEnd('/');
            if (!lab.Exists(path) && !Above(path).Any(above => File.Exists(lab.FullPath(above))))
                lab.With(paths[i], $"content {i}");
        }
        return lab;
    }

    /// <summary>The files of the tree with their contents, and its directories with none.</summary>
    public static SortedDictionary<string, string> Model(this TreeLab lab)
    {
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var root = lab.FullPath("");
        if (!Directory.Exists(root))
            return model;
        foreach (var path in Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories))
            model[System.IO.Path.GetRelativePath(root, path)] = File.Exists(path) ? File.ReadAllText(path) : "/";
        return model;
    }

    public static IEnumerable<string> Above(string path)
    {
        for (var cut = path.LastIndexOf('/'); cut > 0; cut = path.LastIndexOf('/', cut - 1))
            yield return path[..cut];
    }

    public static bool IsAtOrBelow(string path, string root) =>
        path == root || path.StartsWith(root + "/", StringComparison.Ordinal);
}
