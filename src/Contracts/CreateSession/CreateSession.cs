using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>Creates a session of the user; ALREADY_EXISTS when the id is taken. Queue <c>create-session</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateSession : IOperationCommand
{
    /// <summary>The session's id: one name without slashes, not starting with a dot, at most
    /// <see cref="Limits.SessionIdLengthMax"/> characters.</summary>
    public string? SessionId { get; init; }

    /// <summary>Settings that are kept with the session and given back as they are: policies of clients.</summary>
    public JsonElement? Settings { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
