using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sagas.Testing.Processes;

/// <summary>
/// A real TLS listener in front of a broker: it shows a certificate of the test's choice and passes on what comes
/// through. One broker serves every certificate, good and bad.
/// </summary>
public sealed class TlsFront : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly X509Certificate2 _certificate;
    readonly int _brokerPort;
    readonly Task _accepting;
    int _handshakes;
    int _refusals;

    /// <summary>Listens.</summary>
    /// <param name="certificate">What it shows; with its private key.</param>
    /// <param name="brokerPort">Where the broker is, on 127.0.0.1.</param>
    public TlsFront(X509Certificate2 certificate, int brokerPort)
    {
        (_certificate, _brokerPort) = (certificate, brokerPort);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Clients that took the certificate and sent something.</summary>
    public int Handshakes => Volatile.Read(ref _handshakes);

    /// <summary>Clients that went away without sending a byte.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

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
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            // With TLS 1.3 the server is done before the client has decided: only what it sends counts.
            var first = new byte[8];
            var read = await tls.ReadAsync(first, _stop.Token);
            Interlocked.Increment(ref read > 0 ? ref _handshakes : ref _refusals);
            if (read > 0)
                await PassOn(tls, first.AsMemory(0, read));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            Interlocked.Increment(ref _refusals);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the two sides is gone: so is the connection.
        }
    }

    async Task PassOn(SslStream tls, ReadOnlyMemory<byte> first)
    {
        using var broker = new TcpClient();
        await broker.ConnectAsync(IPAddress.Loopback, _brokerPort, _stop.Token);
        var plain = broker.GetStream();
        try
        {
            await plain.WriteAsync(first, _stop.Token);
            await Task.WhenAny(tls.CopyToAsync(plain, _stop.Token), plain.CopyToAsync(tls, _stop.Token));
        }
        catch (IOException)
        {
            // A connection that was taken and broke later is no refusal.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }
}
