using MassTransit;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// On a transport that keeps messages, the rows that were kept are finished when theirs has left its queue for good:
/// consumed, or moved to the dead letters, which are the broker's own. What a lost connection brings back is not.
/// </summary>
internal sealed class TakenObserver(InFlightRows inFlight, FinishedRows finished) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    /// <summary>After the acknowledgement.</summary>
    public Task PostReceive(ReceiveContext context)
    {
        if (context.GetMessageId() is { } id && inFlight.TryConsumed(id, out var row))
            finished.Add(row.Id);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
        => Task.CompletedTask;

    public Task ConsumeFault<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
        => Task.CompletedTask;
}
