using System.Globalization;

namespace Sagas.Host.Faults;

/// <summary>One line of <c>Sagas:Faults</c>.</summary>
/// <param name="Point">The fault point, or <see cref="EveryPoint"/>.</param>
/// <param name="Action">What happens there.</param>
/// <param name="Hit">Only the n-th time it is reached, counted from 1; null = every time.</param>
internal sealed record FaultRule(string Point, FaultAction Action, int? Hit)
{
    public const string Legal =
        "point=action or point=action#n, the action being kill, throw, stall or trace; or @ and a file of such lines";

    /// <summary>Stands for every point; a rule of the point itself goes first.</summary>
    public const string EveryPoint = "*";

    public static bool TryParse(string text, out FaultRule rule)
    {
        rule = new FaultRule("", FaultAction.Throw, null);
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        if (cut <= 0)
            return false;
        var action = text[(cut + 1)..].Trim();
        int? hit = null;
        if (action.IndexOf('#', StringComparison.Ordinal) is var mark and >= 0)
        {
            if (!int.TryParse(action[(mark + 1)..], CultureInfo.InvariantCulture, out var n) || n < 1)
                return false;
            (hit, action) = (n, action[..mark]);
        }
        if (!Actions.TryGetValue(action, out var parsed))
            return false;
        rule = new FaultRule(text[..cut].Trim(), parsed, hit);
        return rule.Point.Length > 0;
    }

    /// <summary>The file that a line names instead of a rule; null when it is a rule.</summary>
    public static string? FileOf(string text) => text.StartsWith('@') && text.Length > 1 ? text[1..] : null;

    static readonly Dictionary<string, FaultAction> Actions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kill"] = FaultAction.Kill,
        ["throw"] = FaultAction.Throw,
        ["stall"] = FaultAction.Stall,
        ["trace"] = FaultAction.Trace,
    };
}
