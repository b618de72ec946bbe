using Sagas.Contracts;

namespace Sagas.Host.Http.Access;

/// <summary>The caller of a request, and whose name a command of theirs carries.</summary>
internal static class CallerExtensions
{
    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>()
        ?? throw new InvalidOperationException("The route runs before the access check.");

    /// <summary>
    /// The user whom a command names. Messages carry no operator's right: an operator acts in the name of the user
    /// whose space the command touches.
    /// </summary>
    public static string ActsAs(this Caller caller, params VikingUri[] uris) => caller.IsRoot
        ? uris.FirstOrDefault(uri => uri.Scope is "user" or "session" && uri.Segments.Count > 1)?.Segments[1]
            ?? caller.User
        : caller.User;
}
