using Sagas.Host.Http.Content;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Fs;

/// <summary>Answers ls and tree: a bounded walk in one of three shapes.</summary>
internal sealed class Listing(CallerTree tree, ListingQuery query)
{
    const int NodesDefault = 1000;
    const int NodesMax = 100_000;
    const int AbstractDefault = 256;

    public async Task<IReadOnlyList<object>> Read(int levels, bool withPath, CancellationToken cancellationToken)
    {
        var shape = OneOf(query.Output ?? "agent", "output", "agent", "original");
        var root = ReadUri.OrRoot(query.Uri, "uri", tree.Caller);
        await tree.RequireDirectory(root, cancellationToken);
        var nodes = Math.Clamp(query.Limit ?? query.NodeLimit ?? NodesDefault, 0, NodesMax);
        var entries = new List<object>();
        if (nodes == 0)
            return entries;
        await foreach (var walked in TreeWalk.Walk(tree, root, OptionsOf(levels), cancellationToken))
        {
            entries.Add(await Shaped(walked, shape, withPath, cancellationToken));
            if (entries.Count == nodes)
                break;
        }
        return entries;
    }

    WalkOptions OptionsOf(int levels) => new(
        levels, query.ShowAllHidden ?? false,
        ByTime: OneOf(query.SortBy ?? "name", "sort_by", "name", "mtime") == "mtime",
        Descending: OneOf(query.SortOrder ?? "asc", "sort_order", "asc", "desc") == "desc");

    async ValueTask<object> Shaped(
        WalkedEntry walked, string shape, bool withPath, CancellationToken cancellationToken)
    {
        var entry = walked.Entry;
        if (query.Simple ?? false)
            return entry.Uri.Value;
        if (shape == "original")
            return OriginalEntry.Of(walked, withPath);
        var summary = entry.IsDirectory
            ? await Sidecar.Text(tree, entry.Uri, Sidecar.Abstract, cancellationToken) ?? ""
            : "";
        return new AgentEntry(entry.Uri.Value, entry.Size, entry.IsDirectory, entry.ModifiedAt, Cut(summary))
        {
            RelPath = withPath ? walked.RelativePath : null,
        };
    }

    string Cut(string text)
    {
        var limit = Math.Max(query.AbsLimit ?? AbstractDefault, 0);
        return text.Length > limit ? text[..limit] + "..." : text;
    }

    static string OneOf(string value, string field, params string[] legal) => legal.Contains(value)
        ? value
        : throw ApiException.Invalid(field, $"is '{value}'; legal are {string.Join(", ", legal)}");
}
