using Sagas.Contracts;

namespace Sagas.Host.Http.Pipeline;

/// <summary>Turns whatever goes wrong into the error envelope.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
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
        _ => new ApiException(ErrorCode.Internal, "The service failed; its log says more."),
    };

    // Routing answers 404 and 405 with no body.
    static ApiException? EmptyError(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentLength > 0)
            return null;
        var route = $"{context.Request.Method} {context.Request.Path}";
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ApiException.NotFound(route, "route"),
            StatusCodes.Status405MethodNotAllowed =>
                new ApiException(HttpErrorCode.Unknown, $"{route} is not allowed."),
            StatusCodes.Status415UnsupportedMediaType =>
                ApiException.Invalid("Content-Type", "is not one that this route takes"),
            _ => null,
        };
    }

    [LoggerMessage(5001, LogLevel.Error, "{Method} {Path} failed.")]
    partial void LogFailed(Exception e, string method, string path);
}
