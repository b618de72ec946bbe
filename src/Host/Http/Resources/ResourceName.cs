using System.Text;

namespace Sagas.Host.Http.Resources;

/// <summary>What a resource is called under its parent: its source's name, made plain. Pure.</summary>
internal static class ResourceName
{
    const int BytesMax = 200;
    const string Nameless = "resource";

    static readonly HashSet<string> KnownExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".md", ".markdown", ".txt", ".rst", ".html", ".htm", ".pdf", ".docx", ".pptx", ".xlsx", ".csv", ".epub",
        ".json", ".yaml", ".yml", ".toml", ".xml", ".py", ".js", ".ts", ".cs", ".go", ".rs", ".java", ".c", ".cpp",
        ".h", ".sh", ".zip", ".png", ".jpg", ".jpeg", ".gif", ".mp3", ".mp4",
    };

    public static string Of(string sourceName)
    {
        var extension = Path.GetExtension(sourceName);
        var stem = KnownExtensions.Contains(extension) ? sourceName[..^extension.Length] : sourceName;
        var plain = string.Concat(stem.Normalize(NormalizationForm.FormC).EnumerateRunes().Select(Plain))
            .TrimStart('.');
        while (Encoding.UTF8.GetByteCount(plain) > BytesMax)
            plain = plain[..^(char.IsLowSurrogate(plain[^1]) ? 2 : 1)];
        return plain.Trim('_').Length == 0 ? Nameless : plain;
    }

    /// <summary>The n-th name to try: itself, then <c>name_1</c>, <c>name_2</c>, …</summary>
    public static string Numbered(string name, int n) => n == 0 ? name : $"{name}_{n}";

    static string Plain(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '.' ? rune.ToString() : "_";
}
