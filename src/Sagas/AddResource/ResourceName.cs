namespace Sagas.Operations;

/// <summary>The name of a resource made from the name of its source: <c>My guide.md</c> is <c>My_guide</c>.</summary>
public static class ResourceName
{
    static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".md", ".markdown", ".txt", ".rst", ".html", ".htm", ".pdf", ".json", ".yaml", ".yml", ".toml", ".csv",
        ".zip", ".docx", ".pptx", ".xlsx", ".epub",
    };

    /// <summary>The name without a known extension; what is no letter, digit, dash or dot becomes <c>_</c>.</summary>
    public static string Of(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var extension = Path.GetExtension(source);
        var stem = Extensions.Contains(extension) && extension.Length < source.Length
            ? source[..^extension.Length]
            : source;
        var name = string.Concat(stem.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_'));
        return name.TrimStart('.') is { Length: > 0 } visible ? visible : "_";
    }
}
