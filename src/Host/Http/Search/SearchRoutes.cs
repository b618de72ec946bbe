namespace Sagas.Host.Http.Search;

/// <summary>The routes below <c>/api/v1/search</c>.</summary>
internal static class SearchRoutes
{
    public static void MapSearch(this IEndpointRouteBuilder search)
    {
        FindEndpoint.Map(search);
        GrepEndpoint.Map(search);
        GlobEndpoint.Map(search);
    }
}
