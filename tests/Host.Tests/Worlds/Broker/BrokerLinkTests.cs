using System.Net;
using System.Net.Sockets;
using Sagas.Host.Worlds.Broker;

namespace Sagas.Host.Tests.Worlds.Broker;

/// <summary>Whoever sends hears at once that the connection is lost, and waits for the next.</summary>
public sealed class BrokerLinkTests : IDisposable
{
    readonly BrokerLink _link = new();
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public BrokerLinkTests() => _listener.Start();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connected_WithoutAConnection_Waits()
    {
        Assert.False(_link.Connected(Stop).IsCompleted);
        using var given = new CancellationTokenSource();
        var waiting = _link.Connected(given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Connected_ConnectionStands_IsNotLost()
    {
        _link.Opened();
        Assert.False((await Now()).IsCancellationRequested);
    }

    [Fact]
    public async Task Connected_EndedConnection_IsLostAndTheNextIsWaitedFor()
    {
        var ended = _link.Opened();
        var first = await Now();

        ended();
        ended();

        await Cancelled(first);
        var next = _link.Connected(Stop);
        Assert.False(next.IsCompleted);
        _link.Opened();
        Assert.False((await next).IsCancellationRequested);
    }

    [Fact]
    public async Task Connected_NextBeganBeforeTheFirstWasSeenToEnd_OnlyTheFirstIsLost()
    {
        var ended = _link.Opened();
        var first = await Now();
        _link.Opened();
        var second = await Now();

        ended();

        await Cancelled(first);
        Assert.False(second.IsCancellationRequested);
        Assert.Equal(second, await Now());
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("closed by the peer")]
    [InlineData("closed here")]
    public async Task Socket_ThatEnds_IsLost(string how)
    {
        using var client = _link.Socket(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndpoint).Port, Stop);
        var peer = await _listener.AcceptSocketAsync(Stop);
        await using var stream = client.GetStream();
        var reading = Read(stream);
        var lost = await Now();

        if (how == "closed here")
            client.Close();
        else
        {
            peer.LingerState = new LingerOption(how == "reset", 0);
            peer.Dispose();
        }

        await Cancelled(lost);
        await reading;
        Assert.False(_link.Connected(Stop).IsCompleted);
    }

    static async Task Read(NetworkStream stream)
    {
        try
        {
            Assert.Equal(0, await stream.ReadAsync(new byte[1], Stop));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Reset, or closed here.
        }
    }

    async Task<CancellationToken> Now()
    {
        var connected = _link.Connected(Stop);
        Assert.True(connected.IsCompleted);
        return await connected;
    }

    static async Task Cancelled(CancellationToken lost)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = lost.Register(heard.SetResult);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }

    public void Dispose() => _listener.Dispose();
}
