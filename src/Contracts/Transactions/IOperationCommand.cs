namespace Sagas.Contracts;

/// <summary>
/// What every command of a producer carries. Each command type has a queue of its own, named after the type
/// (<see cref="QueueName"/>), which takes MassTransit envelopes and plain JSON. Unknown fields are refused by name.
/// </summary>
public interface IOperationCommand
{
    /// <summary>The idempotency key; null = the intake stamps one and logs it.</summary>
    TransactionId? TransactionId { get; }

    /// <summary>The account; null = <see cref="Caller.DefaultName"/>.</summary>
    string? Account { get; }

    /// <summary>The user; null = <see cref="Caller.DefaultName"/>.</summary>
    string? User { get; }

    /// <summary>How long to wait for path locks, in seconds; 0 = not at all; null = the configured default
    /// (30 s). At most <see cref="Limits.WaitSecondsMax"/>.</summary>
    double? WaitSeconds { get; }
}
