using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// A number that grows with every lock grant of the coordinator's database. Every step and undo command carries the
/// token of its transaction; a store that has seen a higher one for the same path refuses the lower one, so a writer
/// that was paused while its locks were given away changes nothing. It can be compared and nothing else.
/// </summary>
/// <remarks>Source: Kleppmann, "How to do distributed locking" (2016); Chubby's sequencers.</remarks>
[JsonConverter(typeof(FencingTokenConverter))]
public readonly record struct FencingToken(long Value) : IComparable<FencingToken>
{
    /// <inheritdoc />
    public int CompareTo(FencingToken other) => Value.CompareTo(other.Value);

    /// <summary>True when <paramref name="left"/> was granted before <paramref name="right"/>.</summary>
    public static bool operator <(FencingToken left, FencingToken right) => left.Value < right.Value;

    /// <summary>True when <paramref name="left"/> was granted after <paramref name="right"/>.</summary>
    public static bool operator >(FencingToken left, FencingToken right) => left.Value > right.Value;

    /// <summary>True when <paramref name="left"/> is not newer than <paramref name="right"/>.</summary>
    public static bool operator <=(FencingToken left, FencingToken right) => left.Value <= right.Value;

    /// <summary>True when <paramref name="left"/> is not older than <paramref name="right"/>.</summary>
    public static bool operator >=(FencingToken left, FencingToken right) => left.Value >= right.Value;
}
