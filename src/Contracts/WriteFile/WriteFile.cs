using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>Writes one text file: a new one, or another content of one that is there. Queue <c>write-file</c>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WriteFile : IOperationCommand
{
    /// <summary>The file. Missing parents of a new one are created.</summary>
    public string? Uri { get; init; }

    /// <summary>Its text, stored as UTF-8; may be empty.</summary>
    public string? Content { get; init; }

    /// <summary>"replace" (the default) or "append": the file must exist; "create": it must not.</summary>
    public string? Mode { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
