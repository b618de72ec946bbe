using System.Text;
using System.Text.RegularExpressions;

namespace Sagas.Host.Http.Search;

/// <summary>File name patterns: <c>*</c> and <c>?</c> stay in a segment, <c>**</c> crosses. No dot-files.</summary>
internal sealed class GlobPattern
{
    const int LengthMax = 1000;

    readonly Regex _regex;

    GlobPattern(Regex regex) => _regex = regex;

    public static GlobPattern Of(string? pattern)
    {
        if (string.IsNullOrEmpty(pattern))
            throw ApiException.Invalid("pattern", "is missing");
        if (pattern.Length > LengthMax)
            throw ApiException.Invalid("pattern", $"has more than {LengthMax} characters");
        return new GlobPattern(new Regex(
            Translated(pattern),
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline));
    }

    public bool IsMatch(string relativePath) =>
        !relativePath.Split('/').Any(segment => segment.StartsWith('.')) && _regex.IsMatch(relativePath);

    static string Translated(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(pattern[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var c => Regex.Escape(c.ToString()),
                });
            }
        }
        return regex.Append(@"\z").ToString();
    }
}
