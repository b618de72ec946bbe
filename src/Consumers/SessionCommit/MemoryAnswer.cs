using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>Reads what a model answers, and trusts none of it. Pure but for what it adds to.</summary>
static class MemoryAnswer
{
    const int CharsMax = 1_000_000;
    const int QuotedCharsMax = 120;

    /// <summary>One bad item is dropped; an answer that is no list of items is a failure.</summary>
    /// <exception cref="ExtractionException">It is empty, enormous, or not what was asked for.</exception>
    public static void Read(string? answer, FoundMemories found)
    {
        if (string.IsNullOrWhiteSpace(answer))
            throw Useless("The model answered nothing.");
        if (answer.Length > CharsMax)
            throw Useless($"The model answered {answer.Length} characters; the limit is {CharsMax}.");
        using var document = Parse(Unfenced(answer), answer);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("memories", out var memories) || memories.ValueKind != JsonValueKind.Array)
            throw Useless($"The model answered JSON without a list of memories: {Quoted(answer)}");
        foreach (var item in memories.EnumerateArray())
            ReadItem(item, found);
    }

    static void ReadItem(JsonElement item, FoundMemories found)
    {
        if (item.ValueKind != JsonValueKind.Object)
            found.Drop();
        else
            found.Add(Word(item, "category"), Word(item, "topic"), Word(item, "text"));
    }

    static JsonDocument Parse(string json, string answer)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw Useless($"The model answered no JSON, or only the beginning of it: {Quoted(answer)}", e);
        }
    }

    /// <summary>The outermost object: models put it between words and fences.</summary>
    static string Unfenced(string answer)
    {
        var (start, end) = (answer.IndexOf('{', StringComparison.Ordinal), answer.LastIndexOf('}'));
        return start >= 0 && end > start ? answer[start..(end + 1)] : answer;
    }

    static string? Word(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static string Quoted(string answer) => Semantics.Prose.Clip(answer.Trim(), QuotedCharsMax);

    static ExtractionException Useless(string message, Exception? innerException = null) =>
        new(new Reason(ErrorCode.Unavailable, message), isFinal: false, innerException);
}
