namespace Sagas.Contracts;

/// <summary>The names of the files with summaries that are made in every directory.</summary>
public static class Sidecars
{
    /// <summary>What is in the directory, in some detail (L1).</summary>
    public const string Overview = ".overview.md";

    /// <summary>What is in the directory, in a sentence or two (L0).</summary>
    public const string Abstract = ".abstract.md";

    /// <summary>True for either of them.</summary>
    public static bool IsName(string name) => name is Overview or Abstract;
}
