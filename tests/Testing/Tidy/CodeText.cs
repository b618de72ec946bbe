namespace Sagas.Testing.Tidy;

/// <summary>
/// Blanks what is no code in C# source, so that rules can count braces and find words without being misled.
/// Positions and line breaks stay. The code inside an interpolation is blanked with its string.
/// </summary>
static class CodeText
{
    public static string Blank(string text)
    {
        var code = text.ToCharArray();
        for (var i = 0; i < code.Length;)
        {
            var end = EndOfNonCode(text, i);
            if (end == i)
            {
                i++;
                continue;
            }
            for (; i < end; i++)
            {
                if (code[i] != '\n')
                    code[i] = ' ';
            }
        }
        return new string(code);
    }

    static int EndOfNonCode(string text, int i)
    {
        if (Starts(text, i, "//"))
            return IndexOrEnd(text, "\n", i);
        if (Starts(text, i, "/*"))
            return AfterOrEnd(text, "*/", i + 2);
        if (text[i] == '\'')
            return EndOfCharacter(text, i);

        var quote = i;
        while (quote < text.Length && text[quote] is '$' or '@')
            quote++;
        if (quote == text.Length || text[quote] != '"')
            return i;
        var quotes = quote;
        while (quotes < text.Length && text[quotes] == '"')
            quotes++;
        var prefix = text[i..quote];
        if (quotes - quote >= 3 && !prefix.Contains('@'))
            return AfterOrEnd(text, new string('"', quotes - quote), quotes);
        return EndOfString(text, quote + 1, prefix.Contains('@'), prefix.Contains('$'));
    }

    /// <summary>Where a string ends whose content starts at <paramref name="i"/>.</summary>
    static int EndOfString(string text, int i, bool isVerbatim, bool isInterpolated)
    {
        for (var depth = 0; i < text.Length;)
        {
            if (depth > 0)
            {
                // Inside an interpolation stands code, which may hold strings of its own.
                var end = EndOfNonCode(text, i);
                if (end > i)
                {
                    i = end;
                    continue;
                }
                depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
                i++;
            }
            else if (isInterpolated && (Starts(text, i, "{{") || Starts(text, i, "}}")))
                i += 2;
            else if (isInterpolated && text[i] == '{')
                (depth, i) = (1, i + 1);
            else if (isVerbatim ? Starts(text, i, "\"\"") : text[i] == '\\')
                i += 2;
            else if (text[i] == '"')
                return i + 1;
            else
                i++;
        }
        return text.Length;
    }

    static int EndOfCharacter(string text, int i) =>
        i + 1 < text.Length && text[i + 1] == '\\' ? AfterOrEnd(text, "'", i + 3) : AfterOrEnd(text, "'", i + 2);

    static bool Starts(string text, int i, string what) => string.CompareOrdinal(text, i, what, 0, what.Length) == 0;

    static int IndexOrEnd(string text, string what, int from) =>
        from < text.Length && text.IndexOf(what, from, StringComparison.Ordinal) is var at and >= 0 ? at : text.Length;

    static int AfterOrEnd(string text, string what, int from) =>
        Math.Min(text.Length, IndexOrEnd(text, what, from) + what.Length);
}
