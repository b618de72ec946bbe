namespace Sagas.Consumers.Semantics;

/// <summary>The fixed bounds of summaries and index commands.</summary>
internal static class SemanticLimits
{
    /// <summary>Characters of an abstract (L0), of a file as of a directory.</summary>
    public const int AbstractCharsMax = 256;

    /// <summary>Characters of an overview (L1).</summary>
    public const int OverviewCharsMax = 4_000;

    /// <summary>Characters of a file that its summary is made of.</summary>
    public const int FileCharsMax = 30_000;

    /// <summary>Characters of a file that are embedded: what usual models take.</summary>
    public const int EmbeddedCharsMax = 8_000;

    /// <summary>Entries of one <see cref="Contracts.IndexDirectory"/>.</summary>
    public const int EntriesPerPartMax = 100;

    /// <summary>Characters that are tried, one after another, where the model refuses a text.</summary>
    public static readonly IReadOnlyList<int> ShorterTexts = [EmbeddedCharsMax, 2_000, 500];

    /// <summary>
    /// Up to so many files, the part with the summaries names all of them as its sources; in a wider directory
    /// only those that it writes entries for, since each is hashed again under the lock. The same holds for the
    /// abstracts of directories.
    /// </summary>
    public const int SourcesMax = 200;

    /// <summary>Texts of one call of the embedding model.</summary>
    public const int EmbeddingBatch = 32;
}
