using System.Text;
using System.Text.RegularExpressions;

namespace Sagas.Consumers.Semantics;

/// <summary>Takes text apart into words and sentences. Pure.</summary>
internal static partial class Prose
{
    static readonly HashSet<string> Common = new(
        ("a an and are as at be been but by can do does for from had has have how if in into is it its may no not of "
        + "on or so such than that the their then there these they this those to was we were what when where which "
        + "who will with you your").Split(' '), StringComparer.Ordinal);

    /// <summary>Words in order: compatibility form, lower case, the commonest English ones left out.</summary>
    public static IEnumerable<string> Words(string text)
    {
        // A lone surrogate cannot be normalised; it is nobody's word.
        var normal = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
            .Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return Word().Matches(normal).Select(match => match.Value).Where(word => !Common.Contains(word));
    }

    /// <summary>The first heading of a Markdown text; null when there is none.</summary>
    public static string? Title(string text) =>
        Heading().Match(text) is { Success: true } match ? match.Groups[1].Value.Trim().TrimEnd('#').Trim() : null;

    /// <summary>Sentences in order, without the marks of Markdown and comments; headings are left out.</summary>
    public static IEnumerable<string> Sentences(string text) =>
        Break().Split(Heading().Replace(FrontMatter().Replace(text, ""), "\n\n"))
            .SelectMany(block => SentenceEnd().Split(Space().Replace(Mark().Replace(block, ""), " ")))
            .Select(sentence => sentence.Trim())
            .Where(sentence => sentence.Any(char.IsLetterOrDigit));

    /// <summary>At most <paramref name="lengthMax"/> characters, cut between words where that is near, and never
    /// inside a character of two units.</summary>
    public static string Clip(string text, int lengthMax)
    {
        if (text.Length <= lengthMax)
            return text;
        var end = lengthMax - 1;
        if (text.LastIndexOf(' ', end) is var space && space > lengthMax * 3 / 4)
            end = space;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end].TrimEnd() + "…";
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, 5_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[ \t]{0,3}#{1,6}[ \t]+(\S.*)$", RegexOptions.Multiline, 5_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A---\r?\n[\s\S]*?\n---\r?\n", RegexOptions.None, 5_000)]
    private static partial Regex FrontMatter();

    // An empty line, or the beginning of a list item, ends a sentence without a full stop.
    [GeneratedRegex(@"\r?\n[ \t]*(?:\r?\n)+|\r?\n(?=[ \t]*(?:[-*+]|\d+\.)[ \t])", RegexOptions.None, 5_000)]
    private static partial Regex Break();

    [GeneratedRegex(
        @"^[ \t]*(?:[-*+>]|\d+\.|//+!?|/\*+|\*/|#|""""""|```\w*)[ \t]*|[*`]+", RegexOptions.Multiline, 5_000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\s+", RegexOptions.None, 5_000)]
    private static partial Regex Space();

    [GeneratedRegex(@"(?<=[.!?。！？])\s+", RegexOptions.None, 5_000)]
    private static partial Regex SentenceEnd();
}
