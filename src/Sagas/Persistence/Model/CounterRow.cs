namespace Sagas.Persistence.Model;

/// <summary>A number that only grows.</summary>
public sealed class CounterRow
{
    /// <summary>Which.</summary>
    public string Name { get; set; } = "";

    /// <summary>The last value given out.</summary>
    public long Value { get; set; }
}
