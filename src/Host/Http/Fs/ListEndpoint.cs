using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Fs;

/// <summary><c>GET /fs/ls</c>.</summary>
internal static class ListEndpoint
{
    const int RecursiveLevels = 3;

    public static void Map(IEndpointRouteBuilder fs) => fs.MapGet("/ls", Get);

    static async Task<IResult> Get(
        [AsParameters] ListingQuery query, CallerTree tree, CancellationToken cancellationToken)
    {
        var recursive = query.Recursive ?? false;
        var listing = new Listing(tree, query);
        return Answer.Ok(await listing.Read(recursive ? RecursiveLevels : 1, recursive, cancellationToken));
    }
}
