using Sagas.Contracts;

namespace Sagas.Host.Http.Resources;

/// <summary>Where a resource goes.</summary>
/// <param name="To">Its exact URI; null when a name is picked.</param>
/// <param name="Parent">The directory in which a name is picked.</param>
/// <param name="Name">The name to begin with.</param>
internal sealed record ResourceTarget(VikingUri? To, VikingUri Parent, string Name)
{
    static readonly VikingUri Resources = VikingUriParser.Parse(VikingUri.Scheme + "resources", "to");

    /// <summary>Every URI that it may get when a name is picked.</summary>
    public IEnumerable<VikingUri> Candidates =>
        Enumerable.Range(0, TargetChoice.TriesMax).Select(n => Parent.Child(ResourceName.Numbered(Name, n)));

    public static ResourceTarget Of(AddBody body, string sourceName, Caller caller)
    {
        if (!string.IsNullOrEmpty(body.To) && !string.IsNullOrEmpty(body.Parent))
            throw ApiException.Invalid("parent", "and to are both set; one says where it goes");
        var name = ResourceName.Of(sourceName);
        if (!string.IsNullOrEmpty(body.Parent))
            return new ResourceTarget(null, InResources(body.Parent, "parent", caller), name);
        if (string.IsNullOrEmpty(body.To))
            return new ResourceTarget(null, Resources, name);
        var to = InResources(body.To, "to", caller);
        // A whole scope cannot be a resource: it holds some.
        return to.IsScopeRoot ? new ResourceTarget(null, to, name) : new ResourceTarget(to, to.Parent!, to.Name);
    }

    static VikingUri InResources(string text, string field, Caller caller)
    {
        var uri = VikingUriParser.Parse(text, field, caller);
        return Resources.Contains(uri) ? uri : throw ApiException.Invalid(field, $"lies outside {Resources}");
    }
}
