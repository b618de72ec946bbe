using System.Globalization;
using System.Text;

namespace Sagas.Contracts;

/// <summary>Where memories are kept: one file per topic in the folder of its category. Pure.</summary>
public static class MemoryFile
{
    const int NameCharsMax = 60;
    const int NameBytesMax = 180;

    /// <summary>The folder of all memories of a user.</summary>
    public static VikingUri Root(string user) =>
        VikingUriParser.Parse($"{VikingUri.Scheme}user/{user}/memories", nameof(user));

    /// <summary>The file of a topic.</summary>
    public static VikingUri Of(string user, Memory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return Root(user).Child(memory.Category).Child(Slug(memory.Topic) + ".md");
    }

    /// <summary>
    /// A topic as a name that every file system takes, and that two spellings of the topic share: letters and digits
    /// of any script in lower case, with hyphens for what is between.
    /// </summary>
    public static string Slug(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        // A lone surrogate cannot be normalised.
        var clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(topic)).Normalize(NormalizationForm.FormKC);
        var slug = new StringBuilder();
        var bytes = 0;
        foreach (var rune in clean.EnumerateRunes())
        {
            var text = IsPart(rune) ? Rune.ToLowerInvariant(rune).ToString() : "-";
            if (text == "-" && (slug.Length == 0 || slug[^1] == '-'))
                continue;
            bytes += Encoding.UTF8.GetByteCount(text);
            if (slug.Length + text.Length > NameCharsMax || bytes > NameBytesMax)
                break;
            slug.Append(text);
        }
        var name = slug.ToString().Trim('-').Normalize(NormalizationForm.FormC);
        return name.Length > 0 && VikingUriParser.ReasonAgainstSegment(name + ".md") is null ? name : "notes";
    }

    static bool IsPart(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
