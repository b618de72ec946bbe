using Microsoft.AspNetCore.Mvc;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Transactions;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Http.TaskRecords;

/// <summary>The routes below <c>/api/v1/tasks</c>.</summary>
internal static class TaskRoutes
{
    const int LimitDefault = 50;
    const int LimitMax = 200;
    const string BeingCancelled = "cancelling";

    public static void MapTasks(this IEndpointRouteBuilder tasks)
    {
        tasks.MapGet("/{id}", Get);
        tasks.MapGet("", List);
        tasks.MapPost("/{id}/cancel", Cancel);
    }

    static async Task<IResult> Get(string id, HttpContext context, ITransactionQueries queries) =>
        Answer.Ok(TaskRecord.Of(await queries.Visible(id, "task", context)));

    static async Task<IResult> List(
        [FromQuery(Name = "task_type")] string? taskType, string? status,
        [FromQuery(Name = "resource_id")] string? resourceId, int? limit,
        HttpContext context, ITransactionQueries queries)
    {
        var wanted = limit ?? LimitDefault;
        if (wanted is < 0 or > LimitMax)
            throw ApiException.Invalid("limit", $"is {wanted}; legal are 0 to {LimitMax}");
        if (status is not (null or "" or BeingCancelled) && !TransactionStatus.All.Contains(status))
            throw ApiException.Invalid(
                "status", $"is '{status}'; legal are {string.Join(", ", TransactionStatus.All)}, {BeingCancelled}");
        // Nothing is stored as being cancelled: it runs until it has been.
        if (wanted == 0 || status == BeingCancelled)
            return Answer.Ok(Array.Empty<TaskRecord>());
        var filter = new TransactionFilter(Operation: taskType, Limit: wanted)
        {
            Status = status is "" ? null : status,
            Resource = resourceId is "" ? null : resourceId,
        };
        var page = await queries.List(filter.VisibleTo(context.Caller()), context.RequestAborted);
        return Answer.Ok(page.Items.Select(TaskRecord.Of).ToList());
    }

    static async Task<IResult> Cancel(
        string id, HttpContext context, ITransactionQueries queries, ITransactionClient client)
    {
        var view = await queries.Visible(id, "task", context);
        await client.Cancel(view, context.Caller().User, context.RequestAborted);
        return Answer.Ok(TaskRecord.Of(view) with { Status = BeingCancelled });
    }
}
