using Sagas.Contracts;
using Sagas.Host.Options;
using Sagas.Persistence.Sqlite;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Host.Http.Pipeline;

/// <summary>Turns whatever goes wrong into the error envelope.</summary>
internal sealed partial class ErrorMiddleware(
    RequestDelegate next, SagasOptions options, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (EmptyError(context) is { } empty)
                await Answer.Error(empty).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer; a submitted command goes on by itself.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var error = ErrorOf(e);
            if (error.Status >= StatusCodes.Status500InternalServerError && e is not ApiException)
                LogFailed(e, context.Request.Method, context.Request.Path);
            await Answer.Error(error).ExecuteAsync(context);
        }
    }

    static ApiException ErrorOf(Exception e) => e switch
    {
        ApiException api => api,
        RefusedException refused => ApiException.Of(refused.Reason),
        BadHttpRequestException bad => BadRequests.ErrorOf(bad),
        StoreUnavailableException store => ApiException.Unavailable("database", store.Message),
        _ when SqliteFailures.Of(e) is StoreUnavailableException store =>
            ApiException.Unavailable("database", store.Message),
        // What the system says of it names paths of this machine.
        IOException or UnauthorizedAccessException => ApiException.Unavailable(
            "storage", "The storage cannot be read or written just now; the log of the service says why."),
        _ => new ApiException(ErrorCode.Internal, "The service failed; its log says more."),
    };

    // Routing answers 404 and 405 with no body, and body binding 400 and 413.
    ApiException? EmptyError(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentLength > 0)
            return null;
        var route = $"{context.Request.Method} {context.Request.Path}";
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ApiException.NotFound(route, "route"),
            StatusCodes.Status405MethodNotAllowed =>
                new ApiException(HttpErrorCode.Unknown, $"{route} is not allowed."),
            StatusCodes.Status400BadRequest => ApiException.Invalid("body", "could not be read"),
            StatusCodes.Status413PayloadTooLarge => new ApiException(
                ErrorCode.ResourceExhausted,
                $"The body has more than {options.Limits.MessageBytes} bytes (Sagas:Limits:MessageBytes).",
                new Dictionary<string, object?> { ["field"] = "body", ["limit"] = options.Limits.MessageBytes },
                StatusCodes.Status413PayloadTooLarge),
            StatusCodes.Status415UnsupportedMediaType =>
                ApiException.Invalid("Content-Type", "is not one that this route takes"),
            _ => null,
        };
    }

    [LoggerMessage(5001, LogLevel.Error, "{Method} {Path} failed.")]
    partial void LogFailed(Exception e, string method, string path);
}
