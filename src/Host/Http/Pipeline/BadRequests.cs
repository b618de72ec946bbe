using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Host.Http.Pipeline;

/// <summary>What the framework refuses before an endpoint runs: bad JSON, bad parameters, too many bytes.</summary>
internal static class BadRequests
{
    public static ApiException ErrorOf(BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
            return new ApiException(ErrorCode.ResourceExhausted, bad.Message, status: bad.StatusCode);
        // A refused URI inside a body keeps its own reason.
        if (bad.InnerException is JsonException { InnerException: RefusedException refused })
            return ApiException.Of(refused.Reason);
        return bad.InnerException is JsonException json
            ? Validation(["body", .. PathOf(json)], MessageOf(json), "json_invalid")
            : Validation(["request"], bad.Message, "value_error");
    }

    static ApiException Validation(IReadOnlyList<string> location, string message, string type) => new(
        ErrorCode.InvalidArgument, message,
        new Dictionary<string, object?>
        {
            ["validation_errors"] = new[]
            {
                new Dictionary<string, object?> { ["loc"] = location, ["message"] = message, ["type"] = type },
            },
        });

    static string[] PathOf(JsonException json) =>
        json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal)
            ? path[2..].Split('.') : [];

    // The rest of the message names types of this program and byte positions twice.
    static string MessageOf(JsonException json)
    {
        const string unmapped = "The JSON property '";
        if (json.Message.StartsWith(unmapped, StringComparison.Ordinal))
            return json.Message[unmapped.Length..].Split('\'')[0] + " is an unknown field.";
        if (PathOf(json) is { Length: > 0 } path)
            return string.Join(".", path) + " has a value of the wrong type, or bad JSON stands there.";
        return "The body is not valid JSON.";
    }
}
