using Sagas.Contracts;

namespace Sagas.Host.Http;

/// <summary>The one table from error code to HTTP status.</summary>
internal static class ErrorStatus
{
    static readonly Dictionary<string, int> Table = new(StringComparer.Ordinal)
    {
        [ErrorCode.InvalidArgument] = StatusCodes.Status400BadRequest,
        ["INVALID_URI"] = StatusCodes.Status400BadRequest,
        [HttpErrorCode.Unauthenticated] = StatusCodes.Status401Unauthorized,
        [ErrorCode.PermissionDenied] = StatusCodes.Status403Forbidden,
        [ErrorCode.NotFound] = StatusCodes.Status404NotFound,
        [HttpErrorCode.Unknown] = StatusCodes.Status405MethodNotAllowed,
        [ErrorCode.AlreadyExists] = StatusCodes.Status409Conflict,
        [ErrorCode.Conflict] = StatusCodes.Status409Conflict,
        [ErrorCode.Aborted] = StatusCodes.Status409Conflict,
        [ErrorCode.Stale] = StatusCodes.Status409Conflict,
        [ErrorCode.FailedPrecondition] = StatusCodes.Status412PreconditionFailed,
        [ErrorCode.ResourceExhausted] = StatusCodes.Status429TooManyRequests,
        [ErrorCode.DeadlineExceeded] = StatusCodes.Status504GatewayTimeout,
        [ErrorCode.Unavailable] = StatusCodes.Status503ServiceUnavailable,
        [HttpErrorCode.ProcessingError] = StatusCodes.Status500InternalServerError,
        [ErrorCode.Internal] = StatusCodes.Status500InternalServerError,
        [HttpErrorCode.Unimplemented] = StatusCodes.Status501NotImplemented,
    };

    public static int Of(string code) => Table.GetValueOrDefault(code, StatusCodes.Status500InternalServerError);
}
