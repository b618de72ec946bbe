using MassTransit;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// On a transport that dies with the process, a row is finished when its message was consumed: deleting it when it
/// was sent would lose accepted work in a crash. A message that its consumer gave up on is tried again with backoff,
/// then parked: the row is the dead letter, since the transport's error queue dies with the process too.
/// </summary>
internal sealed class ConsumedObserver(
    InFlightRows inFlight, FinishedRows finished, Lazy<IOutboxDispatcher> dispatcher) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        // A row of another build, whose message nobody takes in this one: it is kept and shown, not lost.
        if (context is { IsDelivered: false, IsFaulted: false })
            return GiveUp(context.GetMessageId(), new NotSupportedException("Nobody takes this message here."));
        // Given up on meanwhile, and perhaps on its way again by now: what is in flight is the next attempt, not this.
        if (context.IsFaulted && !context.HasPayloadType(typeof(Answered)))
            return Task.CompletedTask;
        if (context.GetMessageId() is { } messageId && inFlight.TryConsumed(messageId, out var row))
            finished.Add(row.Id);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception) =>
        GiveUp(context.GetMessageId(), exception);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
        => Task.CompletedTask;

    /// <summary>A fault that goes back to the sender has been dealt with: the transaction is undone for it.</summary>
    public Task ConsumeFault<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        if (context.FaultAddress is null)
            return GiveUp(context.MessageId, exception);
        context.ReceiveContext.GetOrAddPayload(() => new Answered());
        return Task.CompletedTask;
    }

    Task GiveUp(Guid? messageId, Exception exception) =>
        messageId is { } id && inFlight.TryConsumed(id, out var row)
            ? dispatcher.Value.GiveUpForNow(row, exception)
            : Task.CompletedTask;

    /// <summary>Marks what was received as dealt with, though it failed.</summary>
    sealed class Answered;
}
