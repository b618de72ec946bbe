using System.Net;
using System.Net.Sockets;

namespace Sagas.Host.Worlds;

/// <summary>Tries the addresses that the service is about to listen on, before anything else is touched.</summary>
internal static class Addresses
{
    /// <exception cref="StartException">One is in use, or cannot be listened on.</exception>
    public static void Check(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            // Anything but a fixed address is left to the server: it knows what the host name stands for.
            if (EndpointOf(BindingAddress.Parse(url)) is { } endpoint)
                Try(url, endpoint);
        }
    }

    /// <summary>What to tell of a failure to listen; null when <paramref name="e"/> is something else.</summary>
    public static StartException? Refusal(string urls, Exception e) => (e as SocketException ?? InnerOf(e)) switch
    {
        null => null,
        { SocketErrorCode: SocketError.AddressAlreadyInUse } => new StartException(
            $"{urls} is already in use. Stop what listens there, or set Sagas:Http:Urls to another address.", e),
        var other => new StartException(
            $"{urls} cannot be listened on: {other.Message}. Set Sagas:Http:Urls to another address.", e),
    };

    static void Try(string url, IPEndPoint endpoint)
    {
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endpoint);
            socket.Listen();
        }
        catch (SocketException e)
        {
            throw Refusal(url, e)!;
        }
    }

    static IPEndPoint? EndpointOf(BindingAddress address) => address.Host switch
    {
        "localhost" => new IPEndPoint(IPAddress.Loopback, address.Port),
        _ when IPAddress.TryParse(address.Host, out var ip) => new IPEndPoint(ip, address.Port),
        _ => null,
    };

    static SocketException? InnerOf(Exception e) =>
        e is IOException { InnerException: { } inner }
            ? inner as SocketException ?? inner.InnerException as SocketException
            : null;
}
