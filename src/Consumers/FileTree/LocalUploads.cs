using System.Globalization;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>Uploads as files of the reserved folder. A file's time is the age of the upload.</summary>
sealed class LocalUploads(TreePaths paths, TimeProvider time) : IUploads
{
    const string Prefix = "upload_";
    const string Partial = ".part";
    const int ExtensionLengthMax = 16;
    const int BufferBytes = 128 << 10;

    // No other process has this folder: what is renewed is not deleted in between.
    readonly Lock _ages = new();

    public async Task<string> Store(
        string account, string id, string fileName, Stream content, long bytesMax,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (id is not { Length: 32 } || !id.All(char.IsAsciiHexDigit))
            throw new ArgumentException("An upload id has 32 hexadecimal digits.", nameof(id));
        var uploadId = Prefix + id.ToLowerInvariant() + ExtensionOf(fileName);
        var folder = paths.UploadsOf(account);
        var path = Path.Combine(folder, uploadId);
        Disk.MakeWay(folder);
        try
        {
            await Write(path + Partial, content, bytesMax, cancellationToken);
            // Died here: a partial file that nobody can name; the sweep removes it.
            File.Move(path + Partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(path + Partial);
            throw;
        }
        Disk.SyncFolder(folder);
        return uploadId;
    }

    public bool Renew(string account, string uploadId)
    {
        if (PathOf(account, uploadId) is not { } path)
            return false;
        lock (_ages)
        {
            if (Disk.KindOf(path) != PathKind.File)
                return false;
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return true;
        }
    }

    public int Sweep(DateTimeOffset olderThan, IReadOnlySet<string> needed)
    {
        if (!Directory.Exists(paths.Uploads))
            return 0;
        var unneeded = Directory.EnumerateFiles(paths.Uploads, "*", SearchOption.AllDirectories)
            .Where(path => !needed.Contains(Path.GetFileName(path))).ToList();
        return Sweeping.Each(unneeded, path => DeleteOld(path, olderThan));
    }

    bool DeleteOld(string path, DateTimeOffset olderThan)
    {
        lock (_ages)
        {
            if (PathFacts.Of(path).ModifiedAt >= olderThan)
                return false;
            File.Delete(path);
            return true;
        }
    }

    /// <summary>Where an upload lies; null when the id is none that <see cref="Store"/> gives.</summary>
    public string? PathOf(string account, string uploadId)
    {
        var rest = uploadId.StartsWith(Prefix, StringComparison.Ordinal) ? uploadId[Prefix.Length..] : "";
        return rest.Length >= 32 && rest[..32].All(char.IsAsciiHexDigitLower) && rest[32..] == ExtensionOf(rest)
            ? Path.Combine(paths.UploadsOf(account), uploadId)
            : null;
    }

    static async Task Write(string path, Stream content, long bytesMax, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        var buffer = new byte[BufferBytes];
        var total = 0L;
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            total += read;
            if (total > bytesMax)
                throw TooBig(bytesMax);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        file.Flush(flushToDisk: true);
    }

    static RefusedException TooBig(long bytesMax) => new(new Reason(
        ErrorCode.ResourceExhausted,
        $"The upload is larger than the limit of {bytesMax} bytes.",
        new Dictionary<string, string>
        {
            ["limit"] = "upload bytes",
            ["max"] = bytesMax.ToString(CultureInfo.InvariantCulture),
        }));

    /// <summary>The last extension in lower case, if it is plain; else none.</summary>
    static string ExtensionOf(string fileName)
    {
        var extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        return extension.Length is > 1 and <= ExtensionLengthMax
            && extension.Skip(1).All(char.IsAsciiLetterOrDigit) && extension != Partial
                ? extension
                : "";
    }
}
