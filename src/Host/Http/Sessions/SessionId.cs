using System.Security.Cryptography;
using Sagas.Contracts;

namespace Sagas.Host.Http.Sessions;

/// <summary>The ids of sessions as callers name them. A caller has sessions of their own only.</summary>
internal static class SessionId
{
    const int RandomDigits = 16;

    /// <summary>The session that a route names. What was an encoded slash is one: no id has it.</summary>
    public static VikingUri OfRoute(string id, Caller caller) => SessionUri.Of(
        caller.User, id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));

    /// <summary>An id for a caller who named none, such as <c>20260822-093744-0123456789abcdef</c>.</summary>
    public static string New(TimeProvider time) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}");

    public static ApiException NotFound(VikingUri session) => ApiException.NotFound(session.Name, "session");
}
