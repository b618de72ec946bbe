using System.Text.Json;

namespace Sagas.Contracts;

/// <summary>
/// A message that leaves in the commit that ends a transaction: forward-only, retried, never compensated.
/// </summary>
/// <param name="Message">The message type's name in the namespace <c>Sagas.Contracts</c>.</param>
/// <param name="Body">The message as JSON.</param>
/// <param name="When">In which endings it is sent.</param>
public sealed record PostAction(string Message, JsonElement Body, PostActionTime When)
{
    /// <summary>How long after the end it is sent, in seconds; null = at once. The wait is a timer: a restart does
    /// not forget it.</summary>
    public double? DelaySeconds { get; init; }

    /// <summary>Sends <paramref name="message"/> when the transaction commits.</summary>
    public static PostAction AfterCommit<T>(T message)
        where T : class, IPostActionMessage
        => new(typeof(T).Name, WireJson.ToElement(message), PostActionTime.AfterCommit);

    /// <summary>Sends <paramref name="message"/> when the transaction ends, either way, if any step was sent.</summary>
    public static PostAction AfterEnd<T>(T message)
        where T : class, IPostActionMessage
        => new(typeof(T).Name, WireJson.ToElement(message), PostActionTime.AfterEnd);

    /// <summary>Sends <paramref name="message"/> some time after the transaction failed for a reason that may pass.
    /// </summary>
    public static PostAction AfterFailure<T>(T message, TimeSpan delay, bool evenIfStale = false)
        where T : class, IPostActionMessage
        => new(
            typeof(T).Name, WireJson.ToElement(message),
            evenIfStale ? PostActionTime.AfterFailureOrStale : PostActionTime.AfterFailure)
        {
            DelaySeconds = delay.TotalSeconds,
        };
}
