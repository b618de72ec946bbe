using Sagas.Contracts;

namespace Sagas.Host.Http.Reading;

/// <summary>The URIs that readers may name.</summary>
internal static class ReadUri
{
    /// <summary>A URI, or null for <c>viking://</c> itself.</summary>
    public static VikingUri? OrRoot(string? text, string field, Caller caller) =>
        text is VikingUri.Scheme ? null : VikingUriParser.Parse(text, field, caller);
}
