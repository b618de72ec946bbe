using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Host.Http.Writing;

/// <summary>The error that a transaction which ended without committing is answered with. Pure.</summary>
internal static class OutcomeErrors
{
    // Refusals that say what the caller can do about them. Everything else was undone: ABORTED.
    static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        ErrorCode.InvalidArgument, ErrorCode.NotFound, ErrorCode.AlreadyExists, ErrorCode.FailedPrecondition,
        ErrorCode.PermissionDenied, ErrorCode.ResourceExhausted, ErrorCode.Unavailable, ErrorCode.Conflict,
    };

    public static ApiException Of(TransactionView view)
    {
        var details = Details(view);
        var message = view.Reason?.Message ?? $"The transaction ended as {view.Outcome}.";
        if (view.Outcome == TransactionOutcome.Busy)
            return new ApiException(ErrorCode.Conflict, message, Busy(view, details));
        if (view.Outcome != TransactionOutcome.Cancelled && view.Reason is { } reason && Own.Contains(reason.Code))
            return new ApiException(reason.Code, message, details, StatusOf(reason.Code));
        details["code"] = view.Reason?.Code;
        details["step"] = view.Reason?.Step;
        details["outcome"] = view.Outcome;
        return new ApiException(ErrorCode.Aborted, message, details);
    }

    // A limit of the service, not a quota of the caller.
    static int StatusOf(string code) => code == ErrorCode.ResourceExhausted
        ? StatusCodes.Status413PayloadTooLarge
        : ErrorStatus.Of(code);

    static Dictionary<string, object?> Details(TransactionView view)
    {
        var facts = view.Reason?.Details ?? new Dictionary<string, string>();
        return new Dictionary<string, object?>(facts.Select(f => KeyValuePair.Create(f.Key, (object?)f.Value)))
        {
            ["transaction_id"] = view.Id.ToString(),
        };
    }

    static Dictionary<string, object?> Busy(TransactionView view, Dictionary<string, object?> details)
    {
        var uri = details.GetValueOrDefault("uri") ?? details.GetValueOrDefault("resource")
            ?? (view.Uris.Count > 0 ? view.Uris[0] : null);
        details["resource"] = uri;
        details["uri"] = uri;
        details["conflict_type"] = "path_busy";
        details["retryable"] = true;
        return details;
    }
}
