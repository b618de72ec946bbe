using System.Net;
using System.Net.Sockets;

namespace Sagas.Testing.Processes;

/// <summary>A loopback port that nobody listens on at the moment.</summary>
public static class FreePort
{
    /// <summary>Finds one. Another process may take it before the caller does; then the caller's start fails loudly.
    /// </summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
