namespace Sagas.Persistence.Model;

/// <summary>A number that lives as long as the database: the last one that was given out, or how many there are.
/// </summary>
public sealed class CounterRow
{
    /// <summary>Which.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its value now.</summary>
    public long Value { get; set; }
}
