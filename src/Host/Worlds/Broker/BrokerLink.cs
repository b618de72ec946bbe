using System.Net.Sockets;
using RabbitMQ.Client;
using Sagas.Persistence.Outbox;

namespace Sagas.Host.Worlds.Broker;

/// <summary>
/// Knows whether the bus is connected, from the socket itself. The broker's client tells its channels of a lost
/// connection one after another, and not at all those that are closed in the meantime: what they were waiting for is
/// forgotten then, and only the clock would end the wait.
/// </summary>
internal sealed class BrokerLink : ITransportLink
{
    readonly Lock _gate = new();
    TaskCompletionSource<CancellationToken> _connected = New();
    CancellationTokenSource? _lost;

    /// <summary>What the connection factory takes.</summary>
    public ITcpClient Socket(AddressFamily family) => BrokerSocket.Create(family, Opened);

    /// <summary>A connection begins.</summary>
    /// <returns>To be called when it has ended, as often as one likes.</returns>
    public Action Opened()
    {
        var lost = new CancellationTokenSource();
        CancellationTokenSource? former;
        lock (_gate)
        {
            (former, _lost) = (_lost, lost);
            if (_connected.Task.IsCompleted)
                _connected = New();
            _connected.SetResult(lost.Token);
        }
        _ = former?.CancelAsync();
        return () => Lost(lost);
    }

    void Lost(CancellationTokenSource lost)
    {
        lock (_gate)
        {
            if (_lost == lost)
                (_lost, _connected) = (null, New());
        }
        // Not under the lock, and not here: whoever waited would go on in the broker's client's own reading.
        _ = lost.CancelAsync();
    }

    public Task<CancellationToken> Connected(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _connected.Task.WaitAsync(cancellationToken);
    }

    static TaskCompletionSource<CancellationToken> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
