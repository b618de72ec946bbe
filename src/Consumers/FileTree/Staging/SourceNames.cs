using System.Text;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>
/// Turns the names of a source into legal names of the tree, or refuses them by name. Two names that meet are
/// refused: one file would silently take the other's place, here or on the next machine.
/// </summary>
sealed class SourceNames(bool foldCase, FileTreeOptions options)
{
    // Room for the scope and one segment of the target.
    readonly int _depthMax = Math.Min(options.DepthMax, Limits.UriDepthMax - 2);
    readonly Dictionary<string, (string Spelling, bool IsDirectory)> _taken = new(StringComparer.Ordinal);

    /// <summary>The relative path of a file in normal form C, with every directory above it registered.</summary>
    public string File(string path) => Take(path, isDirectory: false);

    /// <summary>The same for a directory, which may come more than once.</summary>
    public string Directory(string path) => Take(path, isDirectory: true);

    string Take(string path, bool isDirectory)
    {
        var segments = path.Split('/');
        if (segments.Length > _depthMax)
            throw Refuse(path, $"is deeper than {_depthMax} levels");
        if (Encoding.UTF8.GetByteCount(path) > Limits.UriBytesMax)
            throw Refuse(path, $"is longer than {Limits.UriBytesMax} bytes");
        if (segments.Any(segment => Encoding.UTF8.GetByteCount(segment) > options.NameBytesMax))
            throw Refuse(path, $"has a name of more than {options.NameBytesMax} bytes");
        if (segments.Select(VikingUriParser.ReasonAgainstSegment).FirstOrDefault(r => r is not null) is { } reason)
            throw Refuse(path, reason);

        var normal = path.Normalize(NormalizationForm.FormC);
        for (var cut = normal.IndexOf('/'); cut >= 0; cut = normal.IndexOf('/', cut + 1))
            Register(path, normal[..cut], isDirectory: true);
        Register(path, normal, isDirectory);
        // Normal form C can be longer than what came.
        return normal.Split('/').Select(VikingUriParser.ReasonAgainstSegment).FirstOrDefault(r => r is not null)
            is { } late ? throw Refuse(path, late) : normal;
    }

    void Register(string path, string normal, bool isDirectory)
    {
        var key = foldCase ? normal.Normalize(NormalizationForm.FormKC).ToUpperInvariant() : normal;
        if (_taken.TryAdd(key, (normal, isDirectory)))
            return;
        var taken = _taken[key];
        if (!taken.IsDirectory || !isDirectory || taken.Spelling != normal)
            throw Refuse(path, $"meets '{Printable(taken.Spelling)}', which is in the source too");
    }

    public static RefusedException Refuse(string path, string problem) => new(new Reason(
        ErrorCode.InvalidArgument,
        $"The source's entry '{Printable(path)}' {problem}.",
        new Dictionary<string, string>
        {
            ["field"] = "source",
            ["entry"] = Printable(path),
            ["reason"] = problem,
        }));

    static string Printable(string text) =>
        string.Concat(text.Take(256).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
