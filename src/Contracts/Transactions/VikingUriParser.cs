using System.Globalization;
using System.Text;

namespace Sagas.Contracts;

/// <summary>
/// Turns text from outside into a <see cref="VikingUri"/>, or refuses it by name. Nothing is repaired but a trailing
/// slash, the aliases <c>viking://~/</c> (the caller's home) and <c>viking://session/</c> (their sessions), and
/// Unicode normal form: what is refused here never reaches a disk.
/// </summary>
public static class VikingUriParser
{
    /// <summary>The scopes that a caller can name.</summary>
    public static IReadOnlyList<string> Scopes { get; } = ["resources", "user", "agent", "session"];

    /// <summary>The name of the folder that holds transactions in flight; no URI reaches it, in any spelling.</summary>
    public const string ReservedName = ".sagas";

    const string LegacySessions = "session/";

    /// <summary>Parses <paramref name="text"/> with no caller: the home alias is refused.</summary>
    /// <param name="text">What the caller sent.</param>
    /// <param name="field">The caller's name for it, for the error.</param>
    /// <exception cref="RefusedException"><see cref="ErrorCode.InvalidArgument"/>, naming the field.</exception>
    public static VikingUri Parse(string? text, string field) => Parse(text, field, caller: null);

    /// <summary>Parses <paramref name="text"/> as <paramref name="caller"/> sees it.</summary>
    /// <param name="text">What the caller sent.</param>
    /// <param name="field">The caller's name for it, for the error.</param>
    /// <param name="caller">Whose home <c>~</c> is and whose <c>user</c> space may be named; null = nobody's.</param>
    /// <exception cref="RefusedException"><see cref="ErrorCode.InvalidArgument"/>, naming the field.</exception>
    public static VikingUri Parse(string? text, string field, Caller? caller)
    {
        if (string.IsNullOrEmpty(text))
            throw Refuse(text, field, "is missing");
        if (!text.StartsWith(VikingUri.Scheme, StringComparison.Ordinal))
            throw Refuse(text, field, $"does not start with {VikingUri.Scheme}");

        var path = text[VikingUri.Scheme.Length..];
        if (path.EndsWith('/'))
            path = path[..^1];
        if (caller is not null && (path == "~" || path.StartsWith("~/", StringComparison.Ordinal)))
            path = $"user/{caller.User}{path[1..]}";
        // What older clients call a session: one of the caller's own.
        if (caller is not null && path.StartsWith(LegacySessions, StringComparison.Ordinal))
            path = $"user/{caller.User}/sessions/{path[LegacySessions.Length..]}";
        if (ReasonAgainst(path) is { } reason)
            throw Refuse(text, field, reason);

        var uri = new VikingUri(VikingUri.Scheme + path.Normalize(NormalizationForm.FormC));
        if (uri.ByteCount > Limits.UriBytesMax)
            throw Refuse(text, field, $"is longer than {Limits.UriBytesMax} bytes");
        if (caller is not null && !caller.MaySee(uri))
            throw Refuse(text, field, "is in another user's space");
        return uri;
    }

    static string? ReasonAgainst(string path)
    {
        if (path.Length == 0)
            return "names no scope";
        // An unpaired surrogate has no UTF-8 form: two such names would meet in one file name.
        if (!IsWellFormed(path))
            return "is not well-formed Unicode";

        var segments = path.Split('/');
        if (!Scopes.Contains(segments[0], StringComparer.Ordinal))
            return $"names the unknown scope '{Printable(segments[0])}'; legal are {string.Join(", ", Scopes)}";
        if (segments.Length > Limits.UriDepthMax)
            return $"is deeper than {Limits.UriDepthMax} segments";
        foreach (var segment in segments)
        {
            if (ReasonAgainstSegment(segment) is { } reason)
                return reason;
        }
        return null;
    }

    /// <summary>Why <paramref name="segment"/> can be no file name here; null when it can.</summary>
    public static string? ReasonAgainstSegment(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (segment.Length == 0)
            return "has an empty segment";
        if (!IsWellFormed(segment))
            return "is not well-formed Unicode";
        // The form that will be stored is the one that is checked: it can be longer, or have another first letter.
        segment = segment.Normalize(NormalizationForm.FormC);
        if (segment is "." or "..")
            return $"has the segment '{segment}'";
        if (HasForbidden(segment))
            return "has a backslash or a control character";
        if (segment.Length >= 2 && char.IsAsciiLetter(segment[0]) && segment[1] == ':')
            return "has a drive prefix";
        if (Encoding.UTF8.GetByteCount(segment) > Limits.SegmentBytesMax)
            return $"has a segment longer than {Limits.SegmentBytesMax} bytes";
        return IsReserved(segment) ? "names the reserved folder" : null;
    }

    static bool HasForbidden(string segment)
    {
        foreach (var c in segment)
        {
            if (char.IsControl(c) || c is '\\' or '/')
                return true;
        }
        return false;
    }

    /// <summary>
    /// True for the reserved name in any case, compatibility form (full-width, ligatures) or with invisible
    /// characters or trailing dots and spaces, which some file systems drop.
    /// </summary>
    static bool IsReserved(string segment)
    {
        // Nothing in ASCII is invisible or has another form: nearly every name, and checked with every path.
        if (Ascii.IsValid(segment))
            return segment.AsSpan().TrimEnd(". ").Equals(ReservedName, StringComparison.OrdinalIgnoreCase);
        var folded = Visible(Visible(segment).Normalize(NormalizationForm.FormKC)).TrimEnd('.', ' ');
        return string.Equals(folded, ReservedName, StringComparison.OrdinalIgnoreCase);
    }

    static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(r => !IsIgnorable(r)));

    /// <summary>Unicode's Default_Ignorable_Code_Point: what a case-folding file system leaves out of a name.</summary>
    static bool IsIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format || rune.Value is
        0x034F or (>= 0x115F and <= 0x1160) or (>= 0x17B4 and <= 0x17B5) or (>= 0x180B and <= 0x180F) or 0x2065
        or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8)
        or (>= 0xE0000 and <= 0xE0FFF);

    static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }

    static string Printable(string text) =>
        string.Concat(text.Take(64).Select(c => char.IsControl(c) ? '?' : c));

    static RefusedException Refuse(string? text, string field, string reason) => new(new Reason(
        ErrorCode.InvalidArgument,
        $"{field} {reason}.",
        new Dictionary<string, string>
        {
            ["field"] = field,
            ["uri"] = Printable(text ?? ""),
            ["reason"] = reason,
        }));
}
