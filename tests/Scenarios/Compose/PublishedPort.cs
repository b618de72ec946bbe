using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sagas.Scenarios.Compose;

/// <summary>
/// What an engine does for a line under "ports": listens outside, on loopback, and passes each connection on to the
/// container's address. A free port stands for the published one, which may be taken here.
/// </summary>
internal sealed class PublishedPort : IAsyncDisposable
{
    const int NewNetwork = 0x40000000;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<int> _container;
    readonly IPEndPoint _inside;
    readonly Task _accepting;

    /// <summary>Listens.</summary>
    /// <param name="container">The process whose network the port is in, at the moment.</param>
    /// <param name="inside">The address and port there.</param>
    public PublishedPort(Func<int> container, IPEndPoint inside)
    {
        (_container, _inside) = (container, inside);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Number => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A connection that begins inside the network of a process.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<Socket> Connect(int process, IPEndPoint inside, CancellationToken cancelled)
    {
        var socket = MadeInside(process);
        try
        {
            await socket.ConnectAsync(inside, cancelled);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(Serve(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    async Task Serve(TcpClient accepted)
    {
        using var client = accepted;
        try
        {
            await using var inner = new NetworkStream(
                await Connect(_container(), _inside, _stop.Token), ownsSocket: true);
            var outer = client.GetStream();
            await Task.WhenAny(outer.CopyToAsync(inner, _stop.Token), inner.CopyToAsync(outer, _stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // One of the two sides is gone: so is the connection.
        }
    }

    /// <summary>A socket belongs to the network that its thread was in when it was made, wherever it is used.</summary>
    static Socket MadeInside(int process)
    {
        Socket? made = null;
        Exception? failed = null;
        // A thread of its own: one of the pool's would carry the network on to other work.
        var thread = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/proc/{process}/ns/net");
                if (SetNamespace((int)network.DangerousGetHandle(), NewNetwork) != 0)
                    throw new IOException($"setns: error {Marshal.GetLastPInvokeError()}");
                made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            }
            catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
            {
                failed = e;
            }
        });
        thread.Start();
        thread.Join();
        return made ?? throw new IOException($"There is no network of process {process}.", failed);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    static extern int SetNamespace(int descriptor, int kind);
}
