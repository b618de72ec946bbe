namespace Sagas.Host.Http.Fs;

/// <summary>The routes below <c>/api/v1/fs</c>.</summary>
internal static class FsRoutes
{
    public static void MapFs(this IEndpointRouteBuilder fs)
    {
        ListEndpoint.Map(fs);
        TreeEndpoint.Map(fs);
        StatEndpoint.Map(fs);
        MakeDirectoryEndpoint.Map(fs);
        RemoveEndpoint.Map(fs);
        MoveEndpoint.Map(fs);
    }
}
