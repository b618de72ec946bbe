using Microsoft.Extensions.AI;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>Summaries by a chat model. What it answers with nothing is summarised without it.</summary>
public sealed class ChatSummarizer(IChatClient chat) : ISummarizer
{
    const int MaterialCharsMax = 60_000;
    readonly ExtractiveSummarizer _fallback = new();

    /// <inheritdoc />
    public async Task<string> SummarizeFile(string name, string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
            return await _fallback.SummarizeFile(name, text, cancellationToken);
        var (answer, _) = await Ask(
            "Say in at most two sentences and 256 characters what this file is about. Answer with them alone.",
            $"{name}\n\n{text}", cancellationToken);
        return answer.Length > 0 ? answer : await _fallback.SummarizeFile(name, text, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<DirectorySummary> SummarizeDirectory(
        string name, IReadOnlyList<SummaryItem> items, CancellationToken cancellationToken)
    {
        var plain = await _fallback.SummarizeDirectory(name, items, cancellationToken);
        if (items.Count == 0)
            return plain;
        var material = string.Join(
            '\n', items.Select(item => $"- {item.Name}{(item.IsDirectory ? "/" : "")}: {item.Abstract}"));
        var (answer, usage) = await Ask(
            "Describe this directory in Markdown, 3,500 characters at most. Begin with one paragraph of at most 256 "
            + "characters that says what the directory is about, without a heading before it.",
            $"{name}/\n\n{Prose.Clip(material, MaterialCharsMax)}", cancellationToken);
        return answer.Length > 0
            ? new DirectorySummary(answer, FirstParagraph(answer), usage)
            : plain with { Usage = usage };
    }

    static string FirstParagraph(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n")
            .Select(part => part.Trim())
            .FirstOrDefault(part => part.Length > 0 && !part.StartsWith('#')) ?? text;

    async Task<(string Answer, TokenUsage Usage)> Ask(
        string instruction, string material, CancellationToken cancellationToken)
    {
        ChatMessage[] messages = [new(ChatRole.System, instruction), new(ChatRole.User, material)];
        var response = await chat.GetResponseAsync(
            messages, new ChatOptions { Temperature = 0 }, cancellationToken);
        return (response.Text.Trim(), ChatUsage.Of(response));
    }
}
