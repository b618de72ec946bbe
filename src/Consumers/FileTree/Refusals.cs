using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>The expected refusals of the file tree.</summary>
static class Refusals
{
    public static RefusedException Stale(string message) => new(new Reason(ErrorCode.Stale, message));

    /// <summary>Clients make their message of <c>resource</c> and <c>type</c>.</summary>
    public static RefusedException Exists(VikingUri uri, string type = "resource") => new(new Reason(
        ErrorCode.AlreadyExists,
        $"{uri} already exists.",
        new Dictionary<string, string> { ["resource"] = uri.Value, ["type"] = type }));

    public static RefusedException Conflict(VikingUri uri) => Of(ErrorCode.Conflict, uri, "already exists");

    public static RefusedException Precondition(VikingUri uri, string problem) =>
        Of(ErrorCode.FailedPrecondition, uri, problem);

    public static RefusedException TooMuch(string limit, long max) => new(new Reason(
        ErrorCode.ResourceExhausted,
        $"The source has more than the limit of {max} {limit}.",
        new Dictionary<string, string>
        {
            ["limit"] = limit,
            ["max"] = max.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }));

    static RefusedException Of(string code, VikingUri uri, string problem) => new(new Reason(
        code, $"{uri} {problem}.", new Dictionary<string, string> { ["resource"] = uri.Value }));
}
