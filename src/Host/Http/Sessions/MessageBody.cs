using System.Text.Json;

namespace Sagas.Host.Http.Sessions;

/// <summary>A message as clients send it; what else they send is passed over.</summary>
internal sealed record MessageBody
{
    public JsonElement? Role { get; init; }

    public JsonElement? Content { get; init; }

    /// <summary>Win over <see cref="Content"/>.</summary>
    public JsonElement? Parts { get; init; }

    public JsonElement? CreatedAt { get; init; }

    public JsonElement? PeerId { get; init; }

    public JsonElement? TurnId { get; init; }

    public JsonElement? MessageKind { get; init; }

    public JsonElement? SourceMessageIds { get; init; }

    public JsonElement? Metadata { get; init; }
}
