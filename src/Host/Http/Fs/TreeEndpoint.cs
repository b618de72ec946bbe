using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Fs;

/// <summary><c>GET /fs/tree</c>.</summary>
internal static class TreeEndpoint
{
    const int LevelsDefault = 3;

    public static void Map(IEndpointRouteBuilder fs) => fs.MapGet("/tree", Get);

    static async Task<IResult> Get(
        [AsParameters] ListingQuery query, CallerTree tree, CancellationToken cancellationToken)
    {
        var levels = Math.Clamp(query.LevelLimit ?? LevelsDefault, 1, Limits.UriDepthMax);
        var listing = new Listing(tree, query);
        return Answer.Ok(await listing.Read(levels, withPath: true, cancellationToken));
    }
}
