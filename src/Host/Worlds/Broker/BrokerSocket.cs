using System.Net.Sockets;
using RabbitMQ.Client;

namespace Sagas.Host.Worlds.Broker;

/// <summary>
/// A connection that can break under load without taking the client with it. RabbitMQ.Client writes through a queue of
/// bounded length, and stops emptying it when a write fails. Publishers then wait at the full queue for ever, each
/// with its channel's lock in hand; the client's own clean-up waits for these locks, and nobody is ever told that the
/// connection is gone. So a write that fails is no error here: it ends the reading side, which is where the client
/// looks for the end of a connection, and whatever is written after it is dropped. What was not confirmed is sent
/// again in any case.
/// </summary>
internal sealed class BrokerSocket : TcpClientAdapter
{
    readonly Func<Action>? _opened;
    Action? _ended;

    BrokerSocket(Socket socket, Func<Action>? opened)
        : base(socket) => _opened = opened;

    /// <summary>What the connection factory takes.</summary>
    public static ITcpClient Create(AddressFamily family) => Create(family, null);

    /// <summary>The same for one that wants to know.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="opened">Called when it stands; answers what is called, perhaps often, when it has ended.</param>
    public static ITcpClient Create(AddressFamily family, Func<Action>? opened) =>
        new BrokerSocket(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, opened);

    public override NetworkStream GetStream()
    {
        _ended = _opened?.Invoke();
        return new DroppingStream(Client, _ended);
    }

    public override void Close()
    {
        base.Close();
        _ended?.Invoke();
    }

    sealed class DroppingStream(Socket socket, Action? ended) : NetworkStream(socket)
    {
        volatile bool _broken;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = 0;
            try
            {
                return read = await base.ReadAsync(buffer, cancellationToken);
            }
            finally
            {
                if (read == 0 && buffer.Length > 0)
                    ended?.Invoke();
            }
        }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_broken)
                return;
            try
            {
                await base.WriteAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                _broken = true;
                EndReading();
            }
        }

        void EndReading()
        {
            try
            {
                Socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It has ended already.
            }
            ended?.Invoke();
        }
    }
}
