using System.Globalization;
using System.Text.RegularExpressions;

namespace Sagas.Host.Options;

/// <summary>Durations as people write them: <c>250 ms</c>, <c>30 s</c>, <c>5 m</c>, <c>1 h</c>, <c>7 d</c>,
/// <c>00:05:00</c>; a bare number is seconds.</summary>
internal static partial class Duration
{
    public const string Legal = "a number with ms, s, m, h or d, or hh:mm:ss";

    public static bool TryParse(string text, out TimeSpan value)
    {
        if (Pattern().Match(text.Trim()) is { Success: true } match
            && double.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number)
            && number * UnitSeconds(match.Groups[2].Value) is var seconds and < 1e11)
        {
            value = TimeSpan.FromSeconds(seconds);
            return true;
        }
        value = default;
        return text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)
            && value >= TimeSpan.Zero;
    }

    static double UnitSeconds(string unit) => unit switch
    {
        "ms" => 0.001,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => 1,
    };

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
