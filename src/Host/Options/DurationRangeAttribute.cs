namespace Sagas.Host.Options;

/// <summary>The shortest and the longest legal duration of an option, both inclusive.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationRangeAttribute(string min, string max) : Attribute
{
    public string Min { get; } = min;

    public string Max { get; } = max;

    public bool Holds(TimeSpan value) =>
        Duration.TryParse(Min, out var shortest) && Duration.TryParse(Max, out var longest)
        && value >= shortest && value <= longest;
}
