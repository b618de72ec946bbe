namespace Sagas.Contracts;

/// <summary>One thing worth remembering.</summary>
/// <param name="Category">One of <see cref="MemoryCategory"/>: the folder it belongs in.</param>
/// <param name="Topic">What it is about, in a few words; memories of one topic share a file.</param>
/// <param name="Text">The statement itself, one line.</param>
public sealed record Memory(string Category, string Topic, string Text)
{
    /// <summary>Characters of <see cref="Topic"/>.</summary>
    public const int TopicCharsMax = 80;

    /// <summary>Characters of <see cref="Text"/>.</summary>
    public const int TextCharsMax = 2_000;
}
