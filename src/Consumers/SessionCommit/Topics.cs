using Sagas.Consumers.Semantics;

namespace Sagas.Consumers.SessionCommit;

/// <summary>Names a statement by its own words. Pure.</summary>
static class Topics
{
    const int WordsMax = 5;
    const int WordLengthMin = 3;

    /// <summary>Its first words that say something; "notes" when there are none.</summary>
    public static string Of(string text)
    {
        var words = Prose.Words(text).Where(word => word.Length >= WordLengthMin || !char.IsAscii(word[0]))
            .Take(WordsMax).ToList();
        return words.Count > 0 ? string.Join(' ', words) : "notes";
    }
}
