using System.Text.Json;

namespace Sagas.Host.DeadLetters;

/// <summary>
/// An exception as one sentence that names the field. MassTransit's own header shows the innermost exception, and a
/// value of the wrong type has its field in the outermost.
/// </summary>
internal static class FaultReason
{
    const int LengthMax = 1000;
    const string Unmapped = "The JSON property '";

    public static string Of(Exception exception)
    {
        var text = Chain(exception).OfType<JsonException>().Select(Sentence).FirstOrDefault(s => s is not null)
            ?? Plain(exception.GetBaseException());
        return text.Length <= LengthMax ? text : text[..LengthMax];
    }

    static string? Sentence(JsonException json)
    {
        if (json.Message.StartsWith(Unmapped, StringComparison.Ordinal))
            return $"{Prefix(json)}{json.Message[Unmapped.Length..].Split('\'')[0]} is an unknown field.";
        if (json.Path is not { Length: > 2 } path || !path.StartsWith("$.", StringComparison.Ordinal))
            return null;
        var cause = json.GetBaseException();
        return $"{path[2..]}: {(cause == json ? WithoutPath(json.Message) : cause.Message)}";
    }

    static string Plain(Exception cause) => cause switch
    {
        UnreadableBodyException or NoConsumerException or BodyTooLargeException => cause.Message,
        JsonException => $"The body is not valid JSON: {cause.Message}",
        _ => $"{cause.GetType().Name}: {cause.Message}",
    };

    static string Prefix(JsonException json)
    {
        var path = json.Path ?? "$";
        // The path of an unknown field is the field itself, or what holds it.
        var cut = path.LastIndexOf('.');
        return cut > 1 ? $"{path[2..cut]}." : "";
    }

    static string WithoutPath(string message) => message.Split(" Path: ")[0];

    static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }
}
