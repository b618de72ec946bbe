using Sagas.Contracts;

namespace Sagas.Host.Http.Writing;

/// <summary>The URIs that writes may name: never a whole scope, nor all that a user has.</summary>
internal static class WriteUri
{
    public static VikingUri Parse(string? text, string field, Caller caller)
    {
        var uri = VikingUriParser.Parse(text, field, caller);
        if (uri.IsScopeRoot)
            throw ApiException.Invalid(field, $"names the whole scope {uri}");
        return uri.IsHome ? throw ApiException.Invalid(field, $"names the whole home {uri}") : uri;
    }
}
