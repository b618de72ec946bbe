using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sagas.Contracts.Tests.Transactions;

/// <summary>
/// The rules of a URI written down a second time, as patterns over the stored form instead of a walk over segments:
/// slow, and independent of the parser that it judges.
/// </summary>
static partial class ReferenceUriParser
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The canonical text, or null when <paramref name="text"/> is illegal.</summary>
    public static string? Canonical(string text)
    {
        try
        {
            StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
        var stored = text.Normalize(NormalizationForm.FormC);
        stored = TrailingSlash().Replace(stored, "$1");
        var match = Shape().Match(stored);
        if (!match.Success || StrictUtf8.GetByteCount(stored) > 3072)
            return null;
        var segments = match.Groups["segment"].Captures.Select(c => c.Value).ToList();
        return segments.Count > 63 || segments.Exists(IsIllegal) ? null : stored;
    }

    static bool IsIllegal(string segment) =>
        Forbidden().IsMatch(segment)
        || StrictUtf8.GetByteCount(segment) > 255
        || Reserved().IsMatch(WithoutInvisible(WithoutInvisible(segment).Normalize(NormalizationForm.FormKC)));

    static string WithoutInvisible(string text)
    {
        var kept = new StringBuilder();
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            var code = char.ConvertToUtf32(text, i);
            if (CharUnicodeInfo.GetUnicodeCategory(text, i) != UnicodeCategory.Format && !Invisible.Contains(code))
                kept.Append(char.ConvertFromUtf32(code));
        }
        return kept.ToString();
    }

    static readonly HashSet<int> Invisible =
    [
        0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0,
        .. Enumerable.Range(0x180B, 5), .. Enumerable.Range(0xFE00, 16), .. Enumerable.Range(0xFFF0, 9),
        .. Enumerable.Range(0xE0000, 0x1000),
    ];

    [GeneratedRegex(@"\A(viking://.+)/\z", RegexOptions.Singleline)]
    private static partial Regex TrailingSlash();

    [GeneratedRegex(@"\Aviking://(resources|user|agent|session)(/(?<segment>[^/]+))*\z", RegexOptions.Singleline)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\A\.{1,2}\z|[\\\p{Cc}]|\A[A-Za-z]:")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\A\.sagas[. ]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
