namespace Sagas.Host.Http.Sessions;

/// <summary>The routes below <c>/api/v1/sessions</c>.</summary>
internal static class SessionRoutes
{
    public static void MapSessions(this IEndpointRouteBuilder sessions)
    {
        CreateSessionEndpoint.Map(sessions);
        ListSessionsEndpoint.Map(sessions);
        GetSessionEndpoint.Map(sessions);
        DeleteSessionEndpoint.Map(sessions);
        MessageEndpoints.Map(sessions);
        ContextEndpoint.Map(sessions);
        ArchiveEndpoint.Map(sessions);
    }
}
