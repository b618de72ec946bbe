using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>
/// The text of one memory file: a title, and a line for each memory with its identity behind it. What somebody else
/// has written there stays as it is. Pure.
/// </summary>
static partial class MemoryDocument
{
    /// <summary>Bytes of a file; what would make it longer is left out.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>
    /// The identity of a memory: the same statement of the same archive is the same memory, however often it is
    /// extracted.
    /// </summary>
    public static string IdOf(VikingUri archive, Memory memory) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{archive}\n{memory.Category}\n{OneLine(memory.Text)}")))[..16];

    /// <summary>A new file.</summary>
    public static string Empty(Memory memory) => $"# {OneLine(memory.Topic)}\n";

    /// <summary>Whether the statement is there, from this archive or from any other.</summary>
    public static bool Has(string text, string id, Memory memory)
    {
        if (text.Contains(Mark(id), StringComparison.Ordinal))
            return true;
        var line = $"- {OneLine(memory.Text)}";
        return text.ReplaceLineEndings("\n").Split('\n')
            .Any(present => Marked().Replace(present, "").TrimEnd() == line);
    }

    /// <summary>The text with one memory more.</summary>
    public static string With(string text, string id, Memory memory)
    {
        var end = text.Length == 0 || text.EndsWith('\n') ? "" : "\n";
        // The first memory below a title stands apart from it.
        var gap = (text + end).EndsWith("\n\n", StringComparison.Ordinal) || LastLineIsItem(text) ? "" : "\n";
        return $"{text}{end}{gap}- {OneLine(memory.Text)} {Mark(id)}\n";
    }

    static bool LastLineIsItem(string text) =>
        text.TrimEnd('\n', '\r') is var body
        && body.AsSpan(body.LastIndexOf('\n') + 1).StartsWith("- ", StringComparison.Ordinal);

    static string Mark(string id) => $"<!-- {id} -->";

    /// <summary>Without line breaks and control characters, which would end the item.</summary>
    static string OneLine(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s\p{Cc}\p{Zl}\p{Zp}]+", RegexOptions.None, 5_000)]
    private static partial Regex Space();

    [GeneratedRegex(@"\s*<!-- [0-9a-f]{16} -->\s*$", RegexOptions.None, 5_000)]
    private static partial Regex Marked();
}
