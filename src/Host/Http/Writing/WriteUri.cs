using Sagas.Contracts;

namespace Sagas.Host.Http.Writing;

/// <summary>The URIs that writes may name: never a whole scope.</summary>
internal static class WriteUri
{
    public static VikingUri Parse(string? text, string field, Caller caller)
    {
        var uri = VikingUriParser.Parse(text, field, caller);
        return uri.IsScopeRoot ? throw ApiException.Invalid(field, $"names the whole scope {uri}") : uri;
    }
}
