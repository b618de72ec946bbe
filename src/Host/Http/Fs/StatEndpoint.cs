using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;
using Sagas.Host.Http.Reading;
using Sagas.Queries;

namespace Sagas.Host.Http.Fs;

/// <summary><c>GET /fs/stat</c>.</summary>
internal static class StatEndpoint
{
    public static void Map(IEndpointRouteBuilder fs) => fs.MapGet("/stat", Get);

    static async Task<IResult> Get(
        string? uri, CallerTree tree, IVectorIndex index, ITransactionQueries queries,
        CancellationToken cancellationToken)
    {
        var account = tree.Caller.Account;
        var parsed = VikingUriParser.Parse(uri, "uri", tree.Caller);
        var entry = await tree.Stat(parsed, cancellationToken) ?? throw ApiException.NotFound(parsed, "file");
        var holder = await queries.HolderOf(account, parsed, cancellationToken);
        int? count = entry.IsDirectory ? await index.Count(account, parsed, cancellationToken) : null;
        return Answer.Ok(new StatResult(
            entry.Name, entry.Size, OriginalEntry.ModeOf(entry.IsDirectory), entry.ModifiedAt, entry.IsDirectory,
            holder is not null, entry.Uri.Value, count));
    }
}
