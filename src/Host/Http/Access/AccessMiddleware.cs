using Microsoft.AspNetCore.Authorization;
using Sagas.Contracts;

namespace Sagas.Host.Http.Access;

/// <summary>Finds out on whose behalf a request comes, or refuses it.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ApiKeyTable keys)
{
    public const string AccountHeader = "X-OpenViking-Account";
    public const string UserHeader = "X-OpenViking-User";
    const string KeyHeader = "X-API-Key";
    const string Bearer = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var open = endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var caller = keys.IsOpen ? Operator(context.Request, open) : KeyHolder(context.Request, endpoint);
        if (caller is null && !open)
            throw new ApiException(HttpErrorCode.Unauthenticated, "A valid API key is missing.");
        if (caller is not null)
            context.Features.Set(caller);
        return next(context);
    }

    Caller? KeyHolder(HttpRequest request, Endpoint? endpoint)
    {
        var caller = keys.CallerOf(KeyOf(request));
        if (caller is not null)
            DataRoutes.Refuse(endpoint, caller);
        return caller;
    }

    /// <summary>Without keys: whoever is on this machine. What is open to all says so much to anybody.</summary>
    static Caller? Operator(HttpRequest request, bool open)
    {
        if (Loopback.Problem(request) is { } problem)
        {
            return open ? null : throw new ApiException(
                ErrorCode.PermissionDenied, $"{problem}; without Sagas:Http:ApiKeys this machine alone may call.");
        }
        try
        {
            return Caller.Of(request.Headers[AccountHeader], request.Headers[UserHeader], isRoot: true);
        }
        catch (RefusedException) when (open)
        {
            return null;
        }
    }

    static string KeyOf(HttpRequest request)
    {
        if (request.Headers[KeyHeader].ToString() is { Length: > 0 } key)
            return key;
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : "";
    }
}
