using Sagas.Contracts;

namespace Sagas.Host.Cli;

/// <summary>An id as a part of a route.</summary>
internal static class PathSegment
{
    /// <exception cref="ServiceException">With it the route would be another one.</exception>
    public static string Of(string id) => id is "" or "." or ".."
        ? throw new ServiceException(ErrorCode.InvalidArgument, $"'{id}' is no id.")
        : Uri.EscapeDataString(id);
}
