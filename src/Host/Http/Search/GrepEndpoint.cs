using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Search;

/// <summary><c>POST /search/grep</c>.</summary>
internal static class GrepEndpoint
{
    const int MatchesDefault = 256;
    const int MatchesMax = 10_000;
    const int LevelsDefault = 10;

    public static void Map(IEndpointRouteBuilder search) => search.MapPost("/grep", Post);

    static async Task<IResult> Post(GrepBody body, CallerTree tree, CancellationToken cancellationToken)
    {
        var pattern = SafePattern.Of(body.Pattern, body.CaseInsensitive ?? false);
        var root = ReadUri.OrRoot(body.Uri, "uri", tree.Caller);
        var excluded = string.IsNullOrEmpty(body.ExcludeUri)
            ? null
            : VikingUriParser.Parse(body.ExcludeUri, "exclude_uri", tree.Caller);
        var limit = Math.Clamp(body.NodeLimit ?? MatchesDefault, 0, MatchesMax);
        var levels = Math.Clamp(body.LevelLimit ?? LevelsDefault, 1, Limits.UriDepthMax);
        var scan = new GrepScan(tree, pattern, limit);
        await foreach (var file in Files(tree, root, levels, excluded, cancellationToken))
        {
            if (scan.IsFull)
                break;
            await scan.File(file, cancellationToken);
        }
        return Answer.Ok(new
        {
            scan.Matches,
            scan.Matches.Count,
            MatchCount = scan.Matches.Count,
            scan.FilesScanned,
            scan.FilesSkipped,
        });
    }

    static async IAsyncEnumerable<FileEntry> Files(
        CallerTree tree, VikingUri? root, int levels, VikingUri? excluded,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (root is not null)
        {
            var entry = await tree.Stat(root, cancellationToken) ?? throw ApiException.NotFound(root, "directory");
            if (!entry.IsDirectory)
            {
                yield return entry;
                yield break;
            }
        }
        await foreach (var walked in TreeWalk.Walk(tree, root, new WalkOptions(levels), cancellationToken))
        {
            if (!walked.Entry.IsDirectory && excluded?.Contains(walked.Entry.Uri) != true)
                yield return walked.Entry;
        }
    }
}
