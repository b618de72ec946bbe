using System.Text.Json;
using Sagas.Consumers.Sessions;

namespace Sagas.Host.Http.Sessions;

/// <summary>Turns what a client sent into a message, or refuses it by the name of the field.</summary>
/// <param name="prefix">Which one of a batch, such as <c>messages[3].</c>; empty for a single one.</param>
/// <param name="now">When a message came that does not say so itself.</param>
internal sealed class MessageReading(string prefix, DateTimeOffset now)
{
    /// <summary>It is stored and answered inside other JSON, whose readers and writers go no deeper than 64.</summary>
    const int DepthMax = 32;

    public SessionMessage Read(MessageBody body, string id)
    {
        var role = Text(body.Role, "role") ?? throw Refused("role", "is missing");
        if (role.Length == 0)
            throw Refused("role", "is empty");
        var parts = Parts(body);
        return SessionMessage.Of(id, role, parts, Time(body.CreatedAt)) with
        {
            PeerId = Text(body.PeerId, "peer_id"),
            TurnId = Text(body.TurnId, "turn_id"),
            MessageKind = Text(body.MessageKind, "message_kind"),
            SourceMessageIds = Kept(body.SourceMessageIds, "source_message_ids"),
            Metadata = Kept(body.Metadata, "metadata"),
        };
    }

    List<JsonElement> Parts(MessageBody body)
    {
        if (Given(body.Parts) is { } parts)
        {
            if (parts.ValueKind != JsonValueKind.Array)
                throw Refused("parts", "is no list");
            var list = parts.EnumerateArray().Select((part, at) => Part(part, $"parts[{at}]")).ToList();
            if (list.Any(HasContent))
                return list;
            if (list.Count > 0)
                throw Refused("parts", "says nothing");
        }
        var content = Text(body.Content, "content");
        if (string.IsNullOrWhiteSpace(content))
            throw Refused("content", content is null ? "and parts are missing" : "is empty");
        return [JsonSerializer.SerializeToElement(new { Type = "text", Text = content }, HttpJson.Options)];
    }

    JsonElement Part(JsonElement part, string field)
    {
        if (part.ValueKind != JsonValueKind.Object)
            throw Refused(field, "is no object");
        Check(part, field);
        switch (Required(part, field, "type"))
        {
            case "text":
                Required(part, field, "text");
                break;
            case "context":
                Required(part, field, "uri");
                Optional(part, field, "context_type");
                Optional(part, field, "abstract");
                break;
            case "tool":
                break;
            case "image_url":
                if (!part.TryGetProperty("image_url", out var image) || image.ValueKind != JsonValueKind.Object)
                    throw Refused($"{field}.image_url", "is no object");
                Required(image, $"{field}.image_url", "url");
                break;
            default:
                throw Refused($"{field}.type", "is unknown; legal are text, context, tool and image_url");
        }
        return part;
    }

    static bool HasContent(JsonElement part) => part.GetProperty("type").GetString() != "text"
        || !string.IsNullOrWhiteSpace(part.GetProperty("text").GetString());

    string Required(JsonElement part, string field, string name) =>
        Optional(part, field, name) ?? throw Refused($"{field}.{name}", "is missing");

    string? Optional(JsonElement part, string field, string name) =>
        part.TryGetProperty(name, out var value) ? Text(value, $"{field}.{name}") : null;

    DateTimeOffset Time(JsonElement? value)
    {
        if (Text(value, "created_at") is not { } text)
            return now;
        // One that names no zone means what it means in a search, not the zone of this machine.
        if (value!.Value.TryGetDateTime(out var plain) && plain.Kind == DateTimeKind.Unspecified)
            return new DateTimeOffset(plain, TimeSpan.Zero);
        return value.Value.TryGetDateTimeOffset(out var time)
            ? time
            : throw Refused("created_at", $"is '{text}'; legal is a time such as 2026-08-22T09:37:44Z");
    }

    string? Text(JsonElement? value, string field)
    {
        if (Given(value) is not { } given)
            return null;
        if (given.ValueKind != JsonValueKind.String)
            throw Refused(field, "is no text");
        Check(given, field);
        return given.GetString();
    }

    JsonElement? Kept(JsonElement? value, string field)
    {
        if (Given(value) is not { } given)
            return null;
        Check(given, field);
        return given;
    }

    void Check(JsonElement value, string field)
    {
        if (!JsonText.IsWellFormed(value))
            throw Refused(field, "is not well-formed Unicode");
        if (JsonText.Depth(value) > DepthMax)
            throw Refused(field, $"has more than {DepthMax} lists and objects one in the other");
    }

    static JsonElement? Given(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? null : value;

    ApiException Refused(string field, string problem) => ApiException.Invalid(prefix + field, problem);
}
