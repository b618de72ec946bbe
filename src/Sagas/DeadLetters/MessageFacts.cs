using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.DeadLetters;

/// <summary>What the body of a message says of itself, enveloped or plain; unreadable bodies say nothing.</summary>
/// <param name="MessageType">The type that an envelope names.</param>
/// <param name="TransactionId">The transaction that the message, or the one in a fault, names.</param>
/// <param name="Account">The account that it names; the default one when it can be read and names none.</param>
/// <param name="User">The user that it names.</param>
public sealed record MessageFacts(string? MessageType, TransactionId? TransactionId, string? Account, string? User)
{
    static readonly MessageFacts Nothing = new(null, null, null, null);

    /// <summary>The facts in <paramref name="body"/>.</summary>
    public static MessageFacts Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object ? Of(json.RootElement) : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    static MessageFacts Of(JsonElement root)
    {
        var type = Child(root, "messageType") is { ValueKind: JsonValueKind.Array } types && types.GetArrayLength() > 0
            ? NameOf(types[0])
            : null;
        var message = type is null ? root : Child(root, "message") ?? root;
        // A fault holds the message that failed.
        var inner = Child(message, "message") is { ValueKind: JsonValueKind.Object } failed ? failed : message;
        var arguments = Child(inner, "arguments") is { ValueKind: JsonValueKind.Object } step ? step : inner;
        return new MessageFacts(
            type,
            Contracts.TransactionId.TryParse(Text(inner, "transactionId"), null, out var id) ? id : null,
            Text(inner, "account") ?? Text(arguments, "account") ?? Caller.DefaultName,
            Text(inner, "user") ?? Text(arguments, "user"));
    }

    /// <summary><c>urn:message:Sagas.Contracts:MoveResource</c> is <c>MoveResource</c>.</summary>
    static string? NameOf(JsonElement urn)
    {
        if (urn.ValueKind is not JsonValueKind.String || urn.GetString() is not { Length: > 0 } text)
            return null;
        var name = text[(text.LastIndexOf(':') + 1)..];
        return name.EndsWith("]]", StringComparison.Ordinal) ? $"Fault<{name[..^2]}>" : name;
    }

    static JsonElement? Child(JsonElement parent, string name)
    {
        if (parent.ValueKind is not JsonValueKind.Object)
            return null;
        foreach (var property in parent.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }
        return null;
    }

    static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } value ? TextOf(value) : null;

    /// <summary>A string can hold half a surrogate pair, and is then no text.</summary>
    static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
