namespace Sagas.Host.Http.Resources;

/// <summary>The routes below <c>/api/v1/resources</c>.</summary>
internal static class ResourceRoutes
{
    public static void MapResources(this IEndpointRouteBuilder resources)
    {
        TempUploadEndpoint.Map(resources);
        AddResourceEndpoint.Map(resources);
    }
}
