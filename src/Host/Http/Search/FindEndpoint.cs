using Sagas.Host.Http.Access;

namespace Sagas.Host.Http.Search;

/// <summary><c>POST /search/find</c>, and <c>/search/search</c> in its list mode, which is the same here.</summary>
internal static class FindEndpoint
{
    public static void Map(IEndpointRouteBuilder search)
    {
        search.MapPost("/find", Post);
        search.MapPost("/search", Post);
    }

    static async Task<IResult> Post(
        FindBody body, HttpContext context, Finder finder, CancellationToken cancellationToken)
    {
        RefuseUnserved(body);
        if (string.IsNullOrWhiteSpace(body.Query))
            throw ApiException.Invalid("query", "is empty");
        var hits = await finder.Find(body, context.Caller(), cancellationToken);
        return Answer.Ok(FindResult.Of(hits));
    }

    static void RefuseUnserved(FindBody body)
    {
        var used = new (string Field, bool IsUsed)[]
        {
            ("image_url", !string.IsNullOrEmpty(body.ImageUrl)),
            ("filter", OneOrMany.IsUsed(body.Filter)),
            ("tags", OneOrMany.IsUsed(body.Tags)),
            ("mode", body.Mode is not (null or "" or "list")),
        };
        if (used.FirstOrDefault(u => u.IsUsed).Field is { } field)
            throw ApiException.Unimplemented(field);
    }
}
