using System.Text.Json;

namespace Sagas.Consumers.Sessions;

/// <summary>What a count needs to know of one line, without keeping the message.</summary>
readonly record struct MessageLine(int EstimatedTokens, DateTimeOffset CreatedAt)
{
    const int BytesPerToken = 4;

    /// <summary>The line of a message, with its end.</summary>
    public static byte[] Write(SessionMessage message) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(message, SessionJson.Options), (byte)'\n'];

    /// <summary>The message of a line; null when it is none: a crash, a broken disk or a hand left something else.
    /// </summary>
    public static SessionMessage? Message(ReadOnlySpan<byte> line)
    {
        try
        {
            var message = JsonSerializer.Deserialize<SessionMessage>(line, SessionJson.Options);
            return message is { Id: not null, Role: not null, Parts: not null } ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads what a count needs; false when the line is no message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out MessageLine result)
    {
        result = new MessageLine(line.Length / BytesPerToken, default);
        try
        {
            return TryRead(new Utf8JsonReader(line), ref result);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static bool TryRead(Utf8JsonReader reader, ref MessageLine result)
    {
        var (hasId, hasRole, hasParts, hasTime) = (false, false, false, false);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
                hasId = reader.Read() && reader.TokenType == JsonTokenType.String;
            else if (reader.ValueTextEquals("role"u8))
                hasRole = reader.Read() && reader.TokenType == JsonTokenType.String;
            else if (reader.ValueTextEquals("parts"u8))
                hasParts = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            else if (reader.ValueTextEquals("created_at"u8))
                hasTime = TryTime(ref reader, ref result);
            else if (reader.ValueTextEquals("estimated_tokens"u8))
                TryTokens(ref reader, ref result);
            else
                reader.Read();
            reader.Skip();
        }
        // To the end: what follows the object makes it no line of ours.
        return hasId && hasRole && hasParts && hasTime && !reader.Read();
    }

    static bool TryTime(ref Utf8JsonReader reader, ref MessageLine result)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out var time))
            return false;
        result = result with { CreatedAt = time };
        return true;
    }

    static void TryTokens(ref Utf8JsonReader reader, ref MessageLine result)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var tokens))
            result = result with { EstimatedTokens = tokens };
    }
}
