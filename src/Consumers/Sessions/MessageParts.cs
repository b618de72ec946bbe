using System.Text.Json;

namespace Sagas.Consumers.Sessions;

/// <summary>The parts of messages: objects whose <c>type</c> says what else they hold.</summary>
static class MessageParts
{
    const int CharactersPerToken = 4;

    /// <summary>The words of a part; empty when it has none.</summary>
    public static string TextOf(JsonElement part) => Word(part, "type") switch
    {
        "text" => Word(part, "text"),
        "context" => Word(part, "abstract"),
        _ => "",
    };

    /// <summary>About a quarter of all characters, names and punctuation of the JSON left out.</summary>
    public static int EstimateTokens(IEnumerable<JsonElement> parts)
    {
        var characters = parts.Sum(Characters);
        return (int)((characters + CharactersPerToken - 1) / CharactersPerToken);
    }

    static long Characters(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Where(p => p.Name != "type").Sum(p => Characters(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().Sum(Characters),
        JsonValueKind.String => value.GetString()!.Length,
        _ => value.GetRawText().Length,
    };

    static string Word(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : "";
}
