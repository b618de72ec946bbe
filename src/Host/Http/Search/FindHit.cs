using Sagas.Consumers.VectorIndex;
using Sagas.Host.Http.Content;

namespace Sagas.Host.Http.Search;

/// <summary>One hit as clients read it.</summary>
internal sealed record FindHit(
    string ContextType, string Uri, int Level, double Score, string Abstract, IReadOnlyList<string> Tags)
{
    public static FindHit Of(IndexHit hit) => new(
        hit.ContextType, Shown(hit), hit.Level, double.IsFinite(hit.Score) ? hit.Score : 0, hit.Abstract, []);

    // A directory is shown as the file that its summary is written in.
    static string Shown(IndexHit hit) => hit.Level switch
    {
        0 => $"{hit.Uri}/{Sidecar.Abstract}",
        1 => $"{hit.Uri}/{Sidecar.Overview}",
        _ => hit.Uri.Value,
    };
}
