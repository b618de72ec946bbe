namespace Sagas.Contracts;

/// <summary>The codes of <see cref="Reason.Code"/>: OpenViking's own, so that its clients map them.</summary>
public static class ErrorCode
{
    /// <summary>The request can never succeed as it is written.</summary>
    public const string InvalidArgument = "INVALID_ARGUMENT";

    /// <summary>The thing named does not exist.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The target is taken.</summary>
    public const string AlreadyExists = "ALREADY_EXISTS";

    /// <summary>Another transaction holds a conflicting path lock. Retryable.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>The state of the tree forbids it, such as a directory without <c>recursive</c>.</summary>
    public const string FailedPrecondition = "FAILED_PRECONDITION";

    /// <summary>The caller may not do this.</summary>
    public const string PermissionDenied = "PERMISSION_DENIED";

    /// <summary>A limit of <see cref="Limits"/> or of the configuration was passed.</summary>
    public const string ResourceExhausted = "RESOURCE_EXHAUSTED";

    /// <summary>The transaction was undone: by a fault, a cancel or an operator.</summary>
    public const string Aborted = "ABORTED";

    /// <summary>A step, or the whole execution, ran out of its time.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>A store or the broker cannot be reached.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>A defect: nothing the caller did.</summary>
    public const string Internal = "INTERNAL";

    /// <summary>The barrier refused a step: it is stale, was undone before it came, or its fence is old.</summary>
    public const string Stale = "STALE";
}
