using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Consumers.Sessions;

/// <summary>One message of a session, as it stands in one line of <c>messages.jsonl</c>.</summary>
public sealed record SessionMessage
{
    /// <summary>A message with its tokens estimated.</summary>
    public static SessionMessage Of(
        string id, string role, IReadOnlyList<JsonElement> parts, DateTimeOffset createdAt) => new()
        {
            Id = id,
            Role = role,
            Parts = parts,
            CreatedAt = createdAt,
            EstimatedTokens = MessageParts.EstimateTokens(parts),
        };

    /// <summary>Unique in its session; given by this service.</summary>
    public required string Id { get; init; }

    /// <summary>Who speaks: "user", "assistant", "tool" or any other text.</summary>
    public required string Role { get; init; }

    /// <summary>What is said, in order: objects with a <c>type</c>, checked when they came in.</summary>
    public required IReadOnlyList<JsonElement> Parts { get; init; }

    /// <summary>When it was said, as the client says, or when it came in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The client's name for who speaks; null when there is none.</summary>
    public string? PeerId { get; init; }

    /// <summary>The client's name for the turn that this belongs to; null when there is none.</summary>
    public string? TurnId { get; init; }

    /// <summary>The client's kind; null when there is none.</summary>
    public string? MessageKind { get; init; }

    /// <summary>What the client says that this was made of; null when it says nothing.</summary>
    public JsonElement? SourceMessageIds { get; init; }

    /// <summary>What the client wants to be kept with it; null when there is nothing.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>About a quarter of the characters of all parts.</summary>
    public int EstimatedTokens { get; init; }

    /// <summary>The texts of its parts, a line each: what a reader of words needs.</summary>
    [JsonIgnore]
    public string Text => string.Join('\n', Parts.Select(MessageParts.TextOf).Where(text => text.Length > 0));
}
