using System.Globalization;

namespace Sagas.Host.Cli;

/// <summary>Numbers, sizes and times: for a person on a terminal, exact in a pipe.</summary>
internal sealed class Human(bool isTerminal, TimeProvider time)
{
    static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public string Size(long bytes)
    {
        if (!isTerminal)
            return bytes.ToString(CultureInfo.InvariantCulture);
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1000 && unit < Units.Length - 1; unit++)
            value /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }

    public string Count(long number) => number.ToString(isTerminal ? "N0" : "D", CultureInfo.InvariantCulture);

    public string Time(DateTimeOffset at)
    {
        if (!isTerminal)
            return at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return at == DateTimeOffset.UnixEpoch ? "-" : Age(time.GetUtcNow() - at) + " ago";
    }

    /// <summary>A time that has yet to come.</summary>
    public string Until(DateTimeOffset at)
    {
        if (!isTerminal)
            return Time(at);
        return at - time.GetUtcNow() is var left && left > TimeSpan.Zero ? $"in {Age(left)}" : "now";
    }

    public string Age(TimeSpan age) => age switch
    {
        _ when !isTerminal => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0.###}"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        { TotalHours: < 36 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days"),
    };
}
