using System.Text;
using Microsoft.AspNetCore.Mvc;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;

namespace Sagas.Host.Http.Content;

/// <summary><c>POST /content/write</c>: one text file.</summary>
internal static class WriteEndpoint
{
    public static void Map(IEndpointRouteBuilder content) => content.MapPost("/write", Post);

    static async Task<IResult> Post(
        WriteBody body, HttpContext context, SettledWrites writes,
        [FromQuery(Name = "wait_seconds")] double? waitSeconds)
    {
        if (body.ProcessingMode is not (null or "" or "semantic_and_vectors" or "vectors_only"))
            throw ApiException.Invalid(
                "processing_mode", $"is '{body.ProcessingMode}'; legal are semantic_and_vectors, vectors_only");
        var caller = context.Caller();
        var times = WriteTimes.Of(body.Timeout, waitSeconds);
        var uri = WriteUri.Parse(body.Uri, "uri", caller);
        var command = new WriteFile
        {
            Uri = uri.Value,
            Content = body.Content,
            Mode = body.Mode,
            TransactionId = IdempotencyKey.Of(context),
            Account = caller.Account,
            User = caller.ActsAs(uri),
            WaitSeconds = times.LockWait,
        };
        var wait = body.Wait ?? false;
        var view = await writes.Run(context, command, times.End, settle: wait);
        var status = wait ? "complete" : "queued";
        return Answer.Ok(new
        {
            Uri = uri.Value,
            RootUri = uri.Parent!.Value,
            ContextType = Sagas.Contracts.ContextType.Of(uri),
            Mode = body.Mode ?? "replace",
            WrittenBytes = Encoding.UTF8.GetByteCount(body.Content ?? ""),
            ContentUpdated = true,
            SemanticStatus = status,
            VectorStatus = status,
            QueueStatus = (object?)null,
            TransactionId = view.Id,
        });
    }
}
