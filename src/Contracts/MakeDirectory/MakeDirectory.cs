using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>Creates a directory and its missing parents. Queue <c>make-directory</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MakeDirectory : IOperationCommand
{
    /// <summary>Characters of <see cref="Description"/>.</summary>
    public const int DescriptionCharsMax = 4_000;

    /// <summary>What to create; it must not exist.</summary>
    public string? Uri { get; init; }

    /// <summary>
    /// What it is for, <see cref="DescriptionCharsMax"/> characters at most: becomes its <c>.abstract.md</c>, by which
    /// it is found. Null or blank = none.
    /// </summary>
    public string? Description { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
