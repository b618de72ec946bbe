using System.Net;
using System.Net.Sockets;
using Sagas.Host.Worlds.Broker;

namespace Sagas.Host.Tests.Worlds.Broker;

/// <summary>A broken connection is seen by who reads, and stops nobody who writes.</summary>
public sealed class BrokerSocketTests
{
    static readonly byte[] Bytes = new byte[1000];

    [Fact]
    public async Task Write_PeerIsGone_IsDroppedAndReadingEnds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = BrokerSocket.Create(AddressFamily.InterNetwork);
        var cancelled = TestContext.Current.CancellationToken;
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port, cancelled);
        var peer = await listener.AcceptSocketAsync(cancelled);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Bytes, cancelled);
        // Closed as the kernel does it for a process that was killed.
        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();

        for (var n = 0; n < 200; n++)
            await stream.WriteAsync(Bytes, cancelled);

        Assert.Equal(0, await ReadOrEnd(stream));
    }

    [Fact]
    public async Task Write_PeerReads_Arrives()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = BrokerSocket.Create(AddressFamily.InterNetwork);
        var cancelled = TestContext.Current.CancellationToken;
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port, cancelled);
        using var peer = await listener.AcceptSocketAsync(cancelled);
        await using var stream = client.GetStream();

        await stream.WriteAsync(Bytes, cancelled);

        await using var read = new NetworkStream(peer);
        await read.ReadExactlyAsync(new byte[Bytes.Length], cancelled);
    }

    static async Task<int> ReadOrEnd(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
