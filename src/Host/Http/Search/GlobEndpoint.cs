using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Search;

/// <summary><c>POST /search/glob</c>.</summary>
internal static class GlobEndpoint
{
    const int MatchesDefault = 256;
    const int MatchesMax = 10_000;

    public static void Map(IEndpointRouteBuilder search) => search.MapPost("/glob", Post);

    static async Task<IResult> Post(GlobBody body, CallerTree tree, CancellationToken cancellationToken)
    {
        var glob = GlobPattern.Of(body.Pattern);
        var root = ReadUri.OrRoot(body.Uri ?? VikingUri.Scheme, "uri", tree.Caller);
        await tree.RequireDirectory(root, cancellationToken);
        var limit = Math.Clamp(body.NodeLimit ?? MatchesDefault, 0, MatchesMax);
        var matches = new List<string>();
        var walk = TreeWalk.Walk(tree, root, new WalkOptions(Limits.UriDepthMax), cancellationToken);
        await foreach (var walked in walk)
        {
            if (matches.Count >= limit)
                break;
            if (glob.IsMatch(walked.RelativePath))
                matches.Add(walked.Entry.Uri.Value);
        }
        return Answer.Ok(new { Matches = matches, matches.Count });
    }
}
