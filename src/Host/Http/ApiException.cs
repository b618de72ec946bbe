using Sagas.Contracts;

namespace Sagas.Host.Http;

/// <summary>An answer that is an error; the pipeline writes it.</summary>
internal sealed class ApiException(
    string code, string message, IReadOnlyDictionary<string, object?>? details = null, int? status = null)
    : Exception(message)
{
    public string Code { get; } = code;

    public IReadOnlyDictionary<string, object?>? Details { get; } = details;

    public int Status { get; } = status ?? ErrorStatus.Of(code);

    public static ApiException Invalid(string field, string problem) => Of(
        RefusedException.InvalidArgument(field, problem).Reason);

    public static ApiException NotFound(VikingUri uri, string type) => Of(
        RefusedException.NotFound(uri, type).Reason);

    public static ApiException NotFound(string id, string type) => new(
        ErrorCode.NotFound, $"The {type} {id} does not exist.",
        new Dictionary<string, object?> { ["resource"] = id, ["type"] = type });

    public static ApiException Unimplemented(string field) => new(
        HttpErrorCode.Unimplemented, $"{field} is not supported here.",
        new Dictionary<string, object?> { ["field"] = field });

    public static ApiException Deadline(string operation, TimeSpan timeout, params (string, object?)[] more) => new(
        ErrorCode.DeadlineExceeded,
        $"{operation} has not ended within {timeout.TotalSeconds:0.###} s; it goes on.",
        new Dictionary<string, object?>(more.Select(m => KeyValuePair.Create(m.Item1, m.Item2)))
        {
            ["operation"] = operation,
            ["timeout"] = timeout.TotalSeconds,
        });

    public static ApiException Of(Reason reason, int? status = null) => new(
        reason.Code, reason.Message,
        reason.Details?.ToDictionary(d => d.Key, d => (object?)d.Value), status);
}
