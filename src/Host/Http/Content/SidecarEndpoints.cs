using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Content;

/// <summary><c>GET /content/abstract</c> and <c>/content/overview</c>.</summary>
internal static class SidecarEndpoints
{
    public static void Map(IEndpointRouteBuilder content)
    {
        content.MapGet("/abstract", (string? uri, CallerTree tree, CancellationToken cancellationToken) =>
            Get(uri, Sidecar.Abstract, tree, cancellationToken));
        content.MapGet("/overview", (string? uri, CallerTree tree, CancellationToken cancellationToken) =>
            Get(uri, Sidecar.Overview, tree, cancellationToken));
    }

    static async Task<IResult> Get(
        string? uri, string name, CallerTree tree, CancellationToken cancellationToken)
    {
        var parsed = VikingUriParser.Parse(uri, "uri", tree.Caller);
        var entry = await tree.Stat(parsed, cancellationToken) ?? throw ApiException.NotFound(parsed, "directory");
        var directory = entry.IsDirectory ? parsed : parsed.Parent!;
        var text = await Sidecar.Text(tree, directory, name, cancellationToken);
        return Answer.Ok(text ?? $"[{name} of {directory} is not ready]");
    }
}
