namespace Sagas.Persistence.Outbox;

/// <summary>Takes over rows whose commit is durable. Thread-safe; never throws.</summary>
public interface IOutboxDispatcher
{
    /// <summary>Sends <paramref name="row"/> now, unless it is a timer.</summary>
    void Accept(OutboxRow row);

    /// <summary>
    /// Writes down that <paramref name="row"/> could not be sent, or not be consumed: it is tried again with backoff,
    /// and parked when it has used up its attempts.
    /// </summary>
    Task GiveUpForNow(OutboxRow row, Exception exception);
}
