namespace Sagas.Persistence.Outbox;

/// <summary>
/// Whether there is a connection that messages can leave by. What was sent over one that is gone and was not confirmed
/// never will be: whoever waits for that must hear of the loss, not of the clock. Thread-safe.
/// </summary>
public interface ITransportLink
{
    /// <summary>Waits for a connection, as long as it takes.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Cancelled when that connection is lost; never, on a transport without connections.</returns>
    Task<CancellationToken> Connected(CancellationToken cancellationToken);
}
