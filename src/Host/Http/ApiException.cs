using System.Globalization;
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

    /// <summary>Something that the service needs is away; the same request may do later.</summary>
    public static ApiException Unavailable(string service, string reason) => new(
        ErrorCode.Unavailable, reason, new Dictionary<string, object?> { ["service"] = service, ["reason"] = reason });

    /// <param name="operation">What has not ended.</param>
    /// <param name="timeout">How long the caller would wait; null = for ever.</param>
    /// <param name="stops">Whether the service has ended the wait, because it stops.</param>
    /// <param name="facts">More details; a <c>transaction_id</c> is told in the message, too.</param>
    public static ApiException Deadline(
        string operation, TimeSpan? timeout, bool stops, IReadOnlyDictionary<string, object?>? facts = null)
    {
        var how = stops || timeout is null
            ? "has not ended, and the service stops; it goes on at the next start"
            : string.Create(
                CultureInfo.InvariantCulture, $"has not ended within {timeout.Value.TotalSeconds:0.###} s; it goes on");
        var name = facts?.GetValueOrDefault("transaction_id") is { } id ? $" as transaction {id}" : "";
        return new ApiException(
            ErrorCode.DeadlineExceeded, $"{operation} {how}{name}.",
            new Dictionary<string, object?>(facts ?? new Dictionary<string, object?>())
            {
                ["operation"] = operation,
                ["timeout"] = timeout?.TotalSeconds,
            });
    }

    public static ApiException Of(Reason reason, int? status = null) => new(
        reason.Code, reason.Message,
        reason.Details?.ToDictionary(d => d.Key, d => (object?)d.Value), status);
}
