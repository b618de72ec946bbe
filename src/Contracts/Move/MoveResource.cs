using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>Moves a file or a directory with its index entries. Queue <c>move-resource</c>.</summary>
/// <remarks>
/// A file onto a file replaces it; a directory onto a directory is refused; missing parents are created.
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MoveResource : IOperationCommand
{
    /// <summary>What to move.</summary>
    public string? Source { get; init; }

    /// <summary>What it will be called: the new name itself, not the directory to put it in.</summary>
    public string? Destination { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
