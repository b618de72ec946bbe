using System.Text;
using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Content;

/// <summary>The summaries that lie beside what they describe.</summary>
internal static class Sidecar
{
    public const string Abstract = Sidecars.Abstract;
    public const string Overview = Sidecars.Overview;

    /// <summary>More than any summary has.</summary>
    const int CharactersMax = 64 << 10;

    /// <summary>The summary of a directory; null when none was made yet.</summary>
    public static async Task<string?> Text(
        CallerTree tree, VikingUri directory, string name, CancellationToken cancellationToken)
    {
        if (directory.Segments.Count == Limits.UriDepthMax
            || directory.ByteCount + 1 + name.Length > Limits.UriBytesMax)
            return null;
        await using var stream = await tree.OpenSidecar(directory.Child(name), cancellationToken);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[CharactersMax];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }
}
