using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Reading;
using Sagas.Host.Verification;

namespace Sagas.Host.Http.Health;

/// <summary><c>POST /system/consistency</c>: files below a directory that the index does not know.</summary>
internal static class ConsistencyEndpoint
{
    const int ShownMax = 20;
    const int FileLevel = 2;

    internal sealed record Body(string? Uri);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/system/consistency", Post).HoldsData();

    static async Task<IResult> Post(
        Body body, CallerTree tree, TreeIndexComparison comparison, CancellationToken cancellationToken)
    {
        var uri = VikingUriParser.Parse(body.Uri, "uri", tree.Caller);
        await tree.RequireDirectory(uri, cancellationToken);
        var account = tree.Caller.Account;
        var (expected, missing) = await comparison.Missing(account, uri, tree.Caller, cancellationToken);
        return Answer.Ok(new
        {
            Ok = missing.Count == 0,
            ExpectedCount = expected,
            MissingRecordCount = missing.Count,
            MissingRecords = missing.Take(ShownMax).Select(file => new
            {
                Uri = file.Value,
                Path = $"/{account}/{file.Path}",
                Level = FileLevel,
                Key = $"/{account}/{file.Path}#level={FileLevel}",
            }).ToList(),
            MissingRecordsTruncated = missing.Count > ShownMax,
        });
    }
}
