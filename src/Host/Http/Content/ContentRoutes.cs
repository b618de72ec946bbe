namespace Sagas.Host.Http.Content;

/// <summary>The routes below <c>/api/v1/content</c>.</summary>
internal static class ContentRoutes
{
    public static void MapContent(this IEndpointRouteBuilder content)
    {
        ReadEndpoint.Map(content);
        SidecarEndpoints.Map(content);
        DownloadEndpoint.Map(content);
        WriteEndpoint.Map(content);
    }
}
