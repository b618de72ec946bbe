using Microsoft.AspNetCore.Mvc;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Search;
using Sagas.Host.Http.Writing;
using Sagas.Host.Options;

namespace Sagas.Host.Http.Resources;

/// <summary><c>POST /resources</c>.</summary>
internal static class AddResourceEndpoint
{
    public static void Map(IEndpointRouteBuilder resources) => resources.MapPost("", Post);

    static async Task<IResult> Post(
        AddBody body, [FromQuery(Name = "wait_seconds")] double? waitSeconds, HttpContext context,
        IUploads uploads, SagasOptions options, IVectorIndex index, AddRun.Services services)
    {
        if (OneOrMany.IsUsed(body.Tags))
            throw ApiException.Unimplemented("tags");
        var caller = context.Caller();
        var times = WriteTimes.Of(body.Timeout, waitSeconds);
        var source = ResourceSource.Of(body, caller.Account, uploads, options.ImportRoots);
        var target = ResourceTarget.Of(body, source.Name, caller);
        await services.Targets.RequireParent(
            caller.Account, target.Parent, target.To is not null || (body.CreateParent ?? false),
            context.RequestAborted);
        var run = new AddRun(services, context, body, source, target, times);
        var wait = body.Wait ?? false;
        var added = await run.Start(wait);
        context.Response.Headers[WriteRunner.IdHeader] = added.Id.ToString();
        if (!wait)
            return Answer.Ok(AddResult.Of(added, source, target) with { TaskId = added.Id });
        if (added.Outcome == TransactionOutcome.Cancelled)
            return Answer.Ok(new { Status = "cancelled", TransactionId = added.Id });
        await run.Finish(added.Id);
        var root = VikingUriParser.Parse(added.Uris[0], "to");
        return Answer.Ok(AddResult.Of(added, source, target) with
        {
            QueueStatus = new Dictionary<string, object>(),
            ContextCount = await index.Count(caller.Account, root, context.RequestAborted),
        });
    }
}
