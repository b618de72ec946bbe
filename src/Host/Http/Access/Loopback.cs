using System.Net;

namespace Sagas.Host.Http.Access;

/// <summary>
/// What "this machine only" means. Without keys everybody who connects is the operator, and a browser connects for any
/// page that it shows: one whose name was made to stand for 127.0.0.1 (DNS rebinding), or one that posts a form. Both
/// tell on themselves, in <c>Host</c> and in <c>Origin</c>.
/// </summary>
internal static class Loopback
{
    /// <summary>Whether the server listens on loopback only for this host of a URL. Any other name, even one that
    /// stands for loopback, makes it listen everywhere.</summary>
    public static bool IsHost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Null when a program of this machine, or a page that came from it, has sent the request; else what
    /// is wrong.</summary>
    public static string? Problem(HttpRequest request)
    {
        if (request.Host.HasValue && !IsHost(request.Host.Host))
            return "The Host header names no loopback address";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsHost(page.Host))
            ? null
            : "The request comes from a page of another origin";
    }
}
