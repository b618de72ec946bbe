namespace Sagas.Persistence.Outbox;

/// <summary>Takes over rows whose commit is durable. Thread-safe; never blocks, never throws.</summary>
public interface IOutboxDispatcher
{
    /// <summary>Sends <paramref name="row"/> now, unless it is a timer.</summary>
    void Accept(OutboxRow row);
}
