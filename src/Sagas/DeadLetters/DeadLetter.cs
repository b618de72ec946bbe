using Sagas.Contracts;

namespace Sagas.DeadLetters;

/// <summary>A message that nobody could deal with, as operators see it.</summary>
public sealed record DeadLetter
{
    /// <summary>Names it as long as it lies there: made from what it is, so that every look finds the same.</summary>
    public required string Id { get; init; }

    /// <summary>When it failed.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>Why it lies there: one of <see cref="DeadLetterCause"/>, or the broker's own word.</summary>
    public required string Cause { get; init; }

    /// <summary>The type of the exception; null when there was none.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>One sentence for a person; names the field when one is to blame.</summary>
    public required string Reason { get; init; }

    /// <summary>What it is, such as <c>MoveResource</c>; "unknown" when nothing says it.</summary>
    public required string MessageType { get; init; }

    /// <summary>The queue that it came from, where a replay goes; null when nothing says it.</summary>
    public string? Queue { get; init; }

    /// <summary>The message's id; null when it has none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The transaction that it belongs to; null when the body names none.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>The account that the body names, or as a command means; null when it says none.</summary>
    public string? Account { get; init; }

    /// <summary>The user that the body names, or as a command means; null when it says none.</summary>
    public string? User { get; init; }

    /// <summary>The content type of the body; null when it has none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Bytes of the body.</summary>
    public required int Bytes { get; init; }

    /// <summary>What groups letters that failed alike: exception and message type.</summary>
    public string Group => $"{ExceptionType ?? Cause}/{MessageType}";
}
