using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Content;

/// <summary><c>GET /content/download</c>: a file's bytes.</summary>
internal static class DownloadEndpoint
{
    public static void Map(IEndpointRouteBuilder content) => content.MapGet("/download", Get);

    static async Task<IResult> Get(
        string? uri, HttpContext context, CallerTree tree, CancellationToken cancellationToken)
    {
        var parsed = VikingUriParser.Parse(uri, "uri", tree.Caller);
        var stream = await FileContent.Open(tree, parsed, cancellationToken);
        context.Response.Headers.ContentDisposition =
            $"attachment; filename*=UTF-8''{Uri.EscapeDataString(parsed.Name)}";
        return Results.Stream(stream, "application/octet-stream");
    }
}
