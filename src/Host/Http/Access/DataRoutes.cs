using Sagas.Contracts;

namespace Sagas.Host.Http.Access;

/// <summary>
/// Marks the routes that read and change what users keep. An operator's key does not open them, as OpenViking's root
/// key does not: who runs the service need not be able to read it.
/// </summary>
internal static class DataRoutes
{
    public static TBuilder HoldsData<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
        => routes.WithMetadata(new Mark());

    /// <exception cref="ApiException">The route holds data, and the caller is the operator.</exception>
    public static void Refuse(Endpoint? endpoint, Caller caller)
    {
        if (caller.IsRoot && endpoint?.Metadata.GetMetadata<Mark>() is not null)
            throw new ApiException(
                ErrorCode.PermissionDenied, "An operator's key reaches no data; this needs the key of a user.");
    }

    sealed class Mark;
}
