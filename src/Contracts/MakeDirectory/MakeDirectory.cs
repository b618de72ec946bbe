using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>Creates a directory and its missing parents. Queue <c>make-directory</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MakeDirectory : IOperationCommand
{
    /// <summary>What to create; it must not exist.</summary>
    public string? Uri { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
