using Sagas.Consumers.VectorIndex;

namespace Sagas.Host.Http.Search;

/// <summary>Hits by context type; all three lists are always there.</summary>
internal sealed record FindResult(
    IReadOnlyList<FindHit> Memories, IReadOnlyList<FindHit> Resources, IReadOnlyList<FindHit> Skills, int Total)
{
    public static FindResult Of(IReadOnlyList<IndexHit> hits)
    {
        var shown = hits.Select(FindHit.Of).ToLookup(hit => hit.ContextType);
        return new FindResult(
            [.. shown["memory"]],
            [.. shown.Where(group => group.Key is not ("memory" or "skill")).SelectMany(group => group)],
            [.. shown["skill"]],
            hits.Count);
    }
}
