using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Sagas.Testing.Processes;

/// <summary>A loopback port that nobody listens on at the moment.</summary>
public static class FreePort
{
    // Below those that the system gives to connections: such a one could be gone when somebody comes to listen.
    const int First = 20_000, AfterLast = 32_000;

    /// <summary>Finds one. Another process may take it before the caller does; then the caller's start fails loudly.
    /// </summary>
    public static int Find()
    {
        while (true)
        {
            using var listener = new TcpListener(
                IPAddress.Loopback, RandomNumberGenerator.GetInt32(First, AfterLast));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: there are others.
            }
        }
    }
}
