using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.DeadLetters;

/// <summary>What the body of a message says of itself, enveloped or plain; unreadable bodies say nothing.</summary>
/// <param name="MessageType">The type that an envelope names; else what is known of a plain one.</param>
/// <param name="TransactionId">The transaction that the message, or the one in a fault, names.</param>
/// <param name="Account">The account that it names; the default one when a command names none.</param>
/// <param name="User">The user that it names; the default one when a command names none.</param>
public sealed record MessageFacts(string? MessageType, TransactionId? TransactionId, string? Account, string? User)
{
    static readonly HashSet<string> Commands =
    [
        .. typeof(IOperationCommand).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IOperationCommand))).SelectMany(Names),
    ];

    /// <summary>The facts in <paramref name="body"/>.</summary>
    /// <param name="body">The message.</param>
    /// <param name="plainType">The type of one without an envelope, by what lies around it; null = unknown.</param>
    public static MessageFacts Of(ReadOnlyMemory<byte> body, string? plainType = null)
    {
        var nothing = new MessageFacts(plainType, null, null, null);
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object ? Of(json.RootElement, plainType) : nothing;
        }
        catch (JsonException)
        {
            return nothing;
        }
    }

    static MessageFacts Of(JsonElement root, string? plainType)
    {
        var type = Child(root, "messageType") is { ValueKind: JsonValueKind.Array } types && types.GetArrayLength() > 0
            ? NameOf(types[0])
            : null;
        var message = type is null ? root : Child(root, "message") ?? root;
        // A fault holds the message that failed.
        var inner = Child(message, "message") is { ValueKind: JsonValueKind.Object } failed ? failed : message;
        var arguments = Child(inner, "arguments") is { ValueKind: JsonValueKind.Object } step ? step : inner;
        // A command that names nobody runs for the default user. Messages between our own parts that name nobody are
        // about somebody all the same, and nobody's but the operator's to see.
        var unnamed = Commands.Contains(type ?? plainType ?? "") ? Caller.DefaultName : null;
        return new MessageFacts(
            type ?? plainType,
            Contracts.TransactionId.TryParse(Text(inner, "transactionId"), null, out var id) ? id : null,
            Text(inner, "account") ?? Text(arguments, "account") ?? unnamed,
            Text(inner, "user") ?? Text(arguments, "user") ?? unnamed);
    }

    static IEnumerable<string> Names(Type command) => [command.Name, FaultOf(command.Name)];

    static string FaultOf(string name) => $"Fault<{name}>";

    /// <summary><c>urn:message:Sagas.Contracts:MoveResource</c> is <c>MoveResource</c>.</summary>
    static string? NameOf(JsonElement urn)
    {
        if (urn.ValueKind is not JsonValueKind.String || urn.GetString() is not { Length: > 0 } text)
            return null;
        var name = text[(text.LastIndexOf(':') + 1)..];
        return name.EndsWith("]]", StringComparison.Ordinal) ? FaultOf(name[..^2]) : name;
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
