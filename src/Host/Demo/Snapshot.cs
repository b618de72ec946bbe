using System.Globalization;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Cli;

namespace Sagas.Host.Demo;

/// <summary>What a reader sees of a resource: every file with its size and age, every hit with its score.</summary>
internal sealed record Snapshot(IReadOnlyList<string> Files, IReadOnlyList<string> Hits)
{
    const int HitsMax = 1_000;
    const int NodesMax = 1_000_000;

    public static async Task<Snapshot> Take(DemoRun run, CancellationToken cancellationToken)
    {
        var tree = await Tree(run.Client, run.Root, cancellationToken) ?? default;
        var hits = await Find(run, run.Root, cancellationToken);
        return new Snapshot(
            [.. Entries(tree).Where(e => !e.Flag("isDir")).Select(e =>
                $"{e.Text("rel_path")} {e.Number("size")} {e.Text("modTime")}").Order(StringComparer.Ordinal)],
            [.. hits.Select(hit => $"{hit.Text("uri")[run.Root.Length..]} {hit.Number("level")} {Score(hit)}")
                .Order(StringComparer.Ordinal)]);
    }

    public bool Agrees(Snapshot other) => Files.SequenceEqual(other.Files) && Hits.SequenceEqual(other.Hits);

    /// <summary>The paths of the documents below <paramref name="uri"/>; null when it is not there.</summary>
    public static async Task<IReadOnlyList<string>?> Documents(
        ServiceClient client, string uri, CancellationToken cancellationToken) =>
        await Tree(client, uri, cancellationToken, hidden: false) is { } tree
            ? [.. Entries(tree).Where(e => !e.Flag("isDir")).Select(e => e.Text("rel_path"))
                .Where(IsShown).Order(StringComparer.Ordinal)]
            : null;

    /// <summary>The hits, best first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Find(
        DemoRun run, string below, CancellationToken cancellationToken)
    {
        var result = await run.Client.Post(
            "search/find", new { run.Query, TargetUri = below, Limit = HitsMax }, cancellationToken);
        return [.. result.Items("resources").OrderByDescending(hit => hit.GetProperty("score").GetDouble())];
    }

    public static string Score(JsonElement hit) =>
        hit.GetProperty("score").GetDouble().ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A listing shows directories whose name begins with a dot; what is in them is nobody's document.
    /// </summary>
    static bool IsShown(string path) => !path.Split('/').Any(segment => segment.StartsWith('.'));

    static async Task<JsonElement?> Tree(
        ServiceClient client, string uri, CancellationToken cancellationToken, bool hidden = true)
    {
        try
        {
            return await client.Get(
                "fs/tree", cancellationToken, ("uri", uri), ("output", "original"), ("show_all_hidden", hidden),
                ("level_limit", 100), ("node_limit", NodesMax));
        }
        catch (ServiceException missing) when (missing.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    static List<JsonElement> Entries(JsonElement tree) =>
        tree.ValueKind == JsonValueKind.Array ? [.. tree.EnumerateArray()] : [];
}
