using System.Text;
using System.Text.RegularExpressions;
using Sagas.Consumers.FileTree;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Search;

/// <summary>Searches files line by line until it has enough. Binary and very large files are counted, not read.
/// </summary>
internal sealed class GrepScan(CallerTree tree, SafePattern pattern, int limit)
{
    const long FileBytesMax = 64 << 20;
    const int LineCharactersShown = 2000;

    readonly List<GrepMatch> _matches = [];

    public IReadOnlyList<GrepMatch> Matches => _matches;

    public int FilesScanned { get; private set; }

    public int FilesSkipped { get; private set; }

    public bool IsFull => _matches.Count >= limit;

    public async Task File(FileEntry file, CancellationToken cancellationToken)
    {
        await using var stream = await tree.OpenRead(file.Uri, cancellationToken);
        if (stream is null || file.Size > FileBytesMax)
        {
            FilesSkipped++;
            return;
        }
        FilesScanned++;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (var number = 1; !IsFull && await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            // A NUL says that this is no text.
            if (line.Contains('\0'))
                return;
            if (IsMatch(line))
                _matches.Add(new GrepMatch(number, file.Uri.Value, Cut(line)));
        }
    }

    bool IsMatch(string line)
    {
        try
        {
            return pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            throw ApiException.Invalid("pattern", "takes too long on a line; make it simpler");
        }
    }

    static string Cut(string line) => line.Length > LineCharactersShown ? line[..LineCharactersShown] + "..." : line;
}
