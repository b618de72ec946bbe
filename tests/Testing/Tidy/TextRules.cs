using System.Text.RegularExpressions;

namespace Sagas.Testing.Tidy;

/// <summary>Rules about size, shape and words. Each answers the violations it sees in one file.</summary>
public static partial class TextRules
{
    /// <summary>Lines of a file.</summary>
    public const int FileLinesMax = 300;

    /// <summary>Characters of a line.</summary>
    public const int LineLengthMax = 120;

    /// <summary>Lines of a method, braces included.</summary>
    public const int MethodLinesMax = 70;

    /// <summary>A file fits into a reader's head.</summary>
    public static IEnumerable<string> FileLength(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Lines.Count > FileLinesMax)
            yield return $"{file.Path}: {file.Lines.Count} lines, {FileLinesMax} at most";
    }

    /// <summary>A line fits on a screen.</summary>
    public static IEnumerable<string> LineLength(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Lines
            .Select((line, index) => (line, number: index + 1))
            .Where(l => l.line.Length > LineLengthMax)
            .Select(l => $"{file.Path}:{l.number}: {l.line.Length} characters, {LineLengthMax} at most");
    }

    /// <summary>A method fits on a screen. A block counts as one when it follows a parameter list.</summary>
    public static IEnumerable<string> MethodLength(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var code = file.Code;
        var open = new Stack<int>();
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '{')
                open.Push(i);
            if (code[i] != '}' || !open.TryPop(out var start) || !IsMethod(HeaderOf(code, start)))
                continue;
            var lines = code.AsSpan(start, i - start).Count('\n') + 1;
            if (lines > MethodLinesMax)
                yield return $"{file.Path}:{LineOf(code, start)}: a method of {lines} lines, {MethodLinesMax} at most";
        }
    }

    /// <summary>Nothing is left for later without being written down where it can be found.</summary>
    public static IEnumerable<string> NoLeftovers(SourceFile file) => Find(file, file?.Text, Leftovers(), "a leftover");

    /// <summary>No test is switched off. What a missing server makes impossible is skipped while it runs.</summary>
    public static IEnumerable<string> NoStaticSkips(SourceFile file) =>
        Find(file, file?.Code, StaticSkip(), "a test that never runs");

    /// <summary>A file declares one type, but for a step command with the record that undoes it.</summary>
    public static IEnumerable<string> OneType(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var names = TopLevel(file.Code).Where(m => !m.Value.Contains("file ", StringComparison.Ordinal))
            .Select(m => m.Groups["name"].Value).Distinct().ToList();
        var isPair = names.Count == 2
            && Regex.IsMatch(file.Code, $@"\b{names[0]}\b[^;{{]*:\s*IStepCommand<{names[1]}>", RegexOptions.Singleline);
        if (names.Count > 1 && !isPair)
            yield return $"{file.Path}: declares {string.Join(", ", names)}";
    }

    internal static IEnumerable<string> Find(SourceFile? file, string? text, Regex pattern, string what)
    {
        ArgumentNullException.ThrowIfNull(file);
        return pattern.Matches(text ?? "")
            .Select(m => $"{file.Path}:{LineOf(text!, m.Index)}: {what}: {m.Value.Trim()}");
    }

    static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    // Declarations at the left margin: with file-scoped namespaces those are the top-level ones.
    static MatchCollection TopLevel(string code) => TypeDeclaration().Matches(code);

    static string HeaderOf(string code, int brace)
    {
        var start = brace == 0 ? -1 : code.LastIndexOfAny([';', '{', '}'], brace - 1);
        return code[(start + 1)..brace].Trim();
    }

    static bool IsMethod(string header) => MethodHeader().IsMatch(header) && !NoMethod().IsMatch(header);

    // Written in pieces so that the rule does not find itself.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b|NotImplemented" + "Exception")]
    private static partial Regex Leftovers();

    [GeneratedRegex(@"\bSkip\s*=[^=>]")]
    private static partial Regex StaticSkip();

    [GeneratedRegex(
        @"^(?:\[[^\n]*\]\s*)?(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>\[\],.?]+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(
        @"\w\s*(<[^()]*>)?\s*\(.*\)\s*(:\s*(base|this)\s*\(.*\)\s*)?(where\b.*)?$", RegexOptions.Singleline)]
    private static partial Regex MethodHeader();

    [GeneratedRegex(
        @"^\s*(else\s+)?(if|for|foreach|await|while|switch|using|lock|catch|fixed|return|yield|throw|new|do|try|case)\b"
        + @"|\b(class|struct|interface|record|enum)\s+\w|=>|(?<![=!<>])=(?!=)\s*(new|await|\w+\()",
        RegexOptions.Singleline)]
    private static partial Regex NoMethod();
}
