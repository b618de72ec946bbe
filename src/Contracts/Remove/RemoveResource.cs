using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// Removes a file or a directory, its index entries and, later, its bytes. Queue <c>remove-resource</c>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemoveResource : IOperationCommand
{
    /// <summary>
    /// What to remove. What does not exist is removed with success, and the index is cleaned below it.
    /// </summary>
    public string? Uri { get; init; }

    /// <summary>Must be true for a directory that is not empty.</summary>
    public bool Recursive { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
