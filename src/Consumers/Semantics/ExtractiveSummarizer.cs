using System.Globalization;
using System.Text;

namespace Sagas.Consumers.Semantics;

/// <summary>
/// Summaries without a model and without a network: the title and the sentences that use the text's commonest words,
/// in their order. The same text always gives the same summary.
/// </summary>
public sealed class ExtractiveSummarizer : ISummarizer
{
    /// <inheritdoc />
    public Task<string> SummarizeFile(string name, string text, CancellationToken cancellationToken) =>
        Task.FromResult(Summary(Prose.Title(text), text) is { Length: > 0 } summary ? summary : name);

    /// <inheritdoc />
    public Task<DirectorySummary> SummarizeDirectory(
        string name, IReadOnlyList<SummaryItem> items, CancellationToken cancellationToken)
    {
        var known = string.Join("\n\n", items.Where(item => item.Abstract.Length > 0).Select(item => item.Abstract));
        var gist = items.Count == 0 ? $"{name}: empty." : Summary(name, known);
        return Task.FromResult(new DirectorySummary(Overview(name, gist, items), gist));
    }

    static string Summary(string? title, string text)
    {
        var sentences = Prose.Sentences(text).Take(400).ToList();
        var lead = title is null ? "" : title.TrimEnd('.', ':');
        var room = SemanticLimits.AbstractCharsMax - lead.Length - 2;
        var body = string.Join(' ', Best(sentences, room));
        var whole = (lead, body) switch
        {
            (_, "") => lead,
            ("", _) => body,
            _ => $"{lead}: {body}",
        };
        return Prose.Clip(whole, SemanticLimits.AbstractCharsMax);
    }

    /// <summary>The best sentences that fit, in the order of the text; the first one at least.</summary>
    static IEnumerable<string> Best(List<string> sentences, int room)
    {
        if (sentences.Count == 0)
            return [];
        var frequency = sentences.SelectMany(Prose.Words).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        var ranked = sentences.Select((sentence, at) => (sentence, at))
            .OrderByDescending(item => Score(item.sentence, item.at, frequency)).ThenBy(item => item.at);
        var chosen = new List<(string Sentence, int At)>();
        foreach (var (sentence, at) in ranked)
        {
            if (sentence.Length + 1 > room)
                continue;
            room -= sentence.Length + 1;
            chosen.Add((sentence, at));
        }
        return chosen.Count > 0 ? chosen.OrderBy(item => item.At).Select(item => item.Sentence) : sentences.Take(1);
    }

    // The mean, so that length alone earns nothing; what stands first in a text usually says what it is about.
    static double Score(string sentence, int at, Dictionary<string, int> frequency)
    {
        var words = Prose.Words(sentence).ToList();
        return words.Count == 0 ? 0 : words.Average(word => Math.Log(1 + frequency[word])) + (2.0 / (1 + at));
    }

    static string Overview(string name, string gist, IReadOnlyList<SummaryItem> items)
    {
        var text = new StringBuilder($"# {name}\n\n{gist}\n");
        var left = items.Count;
        foreach (var group in items.GroupBy(item => item.IsDirectory).OrderBy(group => group.Key))
        {
            text.Append(group.Key ? "\n## Directories\n\n" : "\n## Files\n\n");
            foreach (var item in group)
            {
                var line = item.Abstract.Length == 0
                    ? $"- **{item.Name}**\n"
                    : $"- **{item.Name}**: {item.Abstract.ReplaceLineEndings(" ")}\n";
                if (text.Length + line.Length > SemanticLimits.OverviewCharsMax - 64)
                    return text.Append(CultureInfo.InvariantCulture, $"- … and {left} more\n").ToString();
                text.Append(line);
                left--;
            }
        }
        return text.ToString();
    }
}
