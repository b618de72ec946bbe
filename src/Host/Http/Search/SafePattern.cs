using System.Text.RegularExpressions;

namespace Sagas.Host.Http.Search;

/// <summary>
/// A caller's regular expression. It runs in linear time where its syntax allows, and under a time limit where it
/// does not: a bad pattern costs its caller an error, not the service its processor.
/// </summary>
internal sealed class SafePattern
{
    const int LengthMax = 1000;
    static readonly TimeSpan MatchMax = TimeSpan.FromMilliseconds(250);

    readonly Regex _regex;

    SafePattern(Regex regex) => _regex = regex;

    public bool IsMatch(string line) => _regex.IsMatch(line);

    public static SafePattern Of(string? pattern, bool ignoreCase)
    {
        if (string.IsNullOrEmpty(pattern))
            throw ApiException.Invalid("pattern", "is missing");
        if (pattern.Length > LengthMax)
            throw ApiException.Invalid("pattern", $"has more than {LengthMax} characters");
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new SafePattern(Create(pattern, options));
        }
        catch (ArgumentException e)
        {
            throw ApiException.Invalid("pattern", $"is no regular expression: {e.Message.TrimEnd('.')}");
        }
    }

    static Regex Create(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, MatchMax);
        }
        catch (NotSupportedException)
        {
            // Back-references and look-around need the backtracking engine.
            return new Regex(pattern, options, MatchMax);
        }
    }
}
