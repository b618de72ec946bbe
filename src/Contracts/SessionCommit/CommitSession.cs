using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// Archives what was said in a session and makes memories of it. Queue <c>commit-session</c>. It has ended for its
/// producer when the archive is durable; the memories follow on their own.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommitSession : IOperationCommand
{
    /// <summary>Which session of the user.</summary>
    public string? SessionId { get; init; }

    /// <summary>How many of the latest messages stay out of the archive, 0 to
    /// <see cref="Limits.KeepRecentMax"/>.</summary>
    public int KeepRecentCount { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
