using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex;

/// <summary>What to search for, and where.</summary>
public sealed record IndexQuery
{
    /// <summary>Whose index.</summary>
    public required string Account { get; init; }

    /// <summary>The embedded query, of unit length and of the index's dimension.</summary>
    public required ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>Which model embedded the query; entries of another are left out. null = whatever they are of.</summary>
    public string? Model { get; init; }

    /// <summary>Only entries at or below one of these; empty = everywhere.</summary>
    public IReadOnlyList<VikingUri> Roots { get; init; } = [];

    /// <summary>Only these context types; empty = all.</summary>
    public IReadOnlyList<string> ContextTypes { get; init; } = [];

    /// <summary>Only these levels; empty = all.</summary>
    public IReadOnlyList<int> Levels { get; init; } = [];

    /// <summary>Only what is shared or in this owner's space; null = everything.</summary>
    public string? OwnerSpace { get; init; }

    /// <summary>Which time of an entry <see cref="Since"/> and <see cref="Until"/> mean.</summary>
    public IndexTime Time { get; init; } = IndexTime.Updated;

    /// <summary>Only entries of this moment or a later one, to the millisecond; null = however old.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only entries of this moment or an earlier one, to the millisecond; null = however new.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many hits at the most.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Only hits with at least this cosine similarity; null = all.</summary>
    public double? ScoreMin { get; init; }
}
