using MassTransit;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// On a transport that dies with the process, a row is finished when its message was consumed: deleting it when it
/// was sent would lose accepted work in a crash.
/// </summary>
internal sealed class ConsumedObserver(InFlightRows inFlight, FinishedRows finished) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Consumed(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Consumed(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
        => Task.CompletedTask;

    public Task ConsumeFault<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
        => Task.CompletedTask;

    Task Consumed(ReceiveContext context)
    {
        if (context.GetMessageId() is { } messageId && inFlight.TryConsumed(messageId, out var row))
            finished.Add(row);
        return Task.CompletedTask;
    }
}
