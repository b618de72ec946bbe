namespace Sagas.Contracts;

/// <summary>
/// An expected refusal: it travels as a <see cref="Reason"/>, is answered, and is never retried or dead-lettered.
/// </summary>
public sealed class RefusedException : Exception
{
    /// <summary>Refuses for <paramref name="reason"/>.</summary>
    public RefusedException(Reason reason) : base(reason?.Message) =>
        Reason = reason ?? throw new ArgumentNullException(nameof(reason));

    /// <summary>Refuses for <paramref name="reason"/>, which <paramref name="innerException"/> led to.</summary>
    public RefusedException(Reason reason, Exception? innerException) : base(reason?.Message, innerException) =>
        Reason = reason ?? throw new ArgumentNullException(nameof(reason));

    /// <summary>Why.</summary>
    public Reason Reason { get; }

    /// <summary>A refusal with <see cref="ErrorCode.InvalidArgument"/> that names the field.</summary>
    public static RefusedException InvalidArgument(string field, string problem) => new(new Reason(
        ErrorCode.InvalidArgument,
        $"{field} {problem}.",
        new Dictionary<string, string> { ["field"] = field, ["reason"] = problem }));

    /// <summary>A refusal with <see cref="ErrorCode.NotFound"/>; <paramref name="type"/> is "file", "directory" or
    /// "resource", as OpenViking's clients expect.</summary>
    public static RefusedException NotFound(VikingUri uri, string type)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return new(new Reason(
            ErrorCode.NotFound,
            $"{uri} does not exist.",
            new Dictionary<string, string> { ["resource"] = uri.Value, ["type"] = type }));
    }
}
