using System.Text.RegularExpressions;
using Sagas.Consumers.Semantics;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>
/// Memories without a model and without a network: sentences that say in plain English that they are a preference, a
/// decision, a task or a fact. The same words always give the same memories.
/// </summary>
public sealed partial class RuleMemoryExtractor(ExtractionOptions options) : IMemoryExtractor
{
    const int SentenceCharsMin = 8;
    const int SentenceCharsMax = 400;

    static readonly (string Category, Regex Sign)[] Signs =
    [
        (MemoryCategory.Decisions, Decision()),
        (MemoryCategory.Tasks, Task()),
        (MemoryCategory.Preferences, Preference()),
        (MemoryCategory.Facts, Fact()),
    ];

    /// <inheritdoc />
    public async Task<Extraction> Extract(
        Transcript transcript, ModelCalls calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(calls);
        await calls.Begin();
        var found = new FoundMemories(options.MemoriesMax);
        foreach (var line in transcript.Lines.Where(line => line.Role is not ("system" or "tool")))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var sentence in Prose.Sentences(line.Text).Where(IsStatement))
            {
                if (Signs.FirstOrDefault(sign => sign.Sign.IsMatch(sentence)).Category is { } category)
                    found.Add(category, Topics.Of(sentence), sentence);
            }
        }
        return new Extraction(found.Memories, found.Dropped);
    }

    static bool IsStatement(string sentence) =>
        sentence.Length is >= SentenceCharsMin and <= SentenceCharsMax && !sentence.EndsWith('?');

    [GeneratedRegex(
        @"\b(decided|decision is|agreed (to|on|that)|settled on|went with|go(ing)? with|chose|have chosen)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Decision();

    [GeneratedRegex(
        @"\b(todo|to-do|action item|remind me|don't forget|(I|we|you|they) (need|have|ought) to|must|deadline)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Task();

    [GeneratedRegex(
        @"\b(prefer(s|red)?|favou?rite|would rather|(I|we) (really |always )?(like|love|hate|dislike|enjoy|want)"
        + @"|always use|never use|can't stand)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Preference();

    [GeneratedRegex(
        @"\b(my|our|the) [\w' -]{1,40} (is|are|was|were)\b|\b(I|we) (am|are|live|work|have|use|own|run)\b|\bI'm\b"
        + @"|\b(lives|works|runs) (in|at|on|for)\b|\bremember that\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Fact();
}
