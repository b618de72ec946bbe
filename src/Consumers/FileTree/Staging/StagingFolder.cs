using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>Writes a source's files below one folder, within the limits, and says how far it is. One use, one
/// thread.</summary>
sealed class StagingFolder(
    string root, FileTreeOptions options, StepContext step, TimeProvider clock, long? filesTotal)
{
    // Up to here each file is made durable by itself; beyond, all of them by one call at the end.
    const int SyncedOneByOneMax = 64;
    const int BufferBytes = 128 << 10;
    static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(500);

    readonly byte[] _buffer = new byte[BufferBytes];
    readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    long _reportedAt = clock.GetTimestamp();
    int _entries;
    int _files;
    long _bytes;

    public int Files => _files;

    public long Bytes => _bytes;

    /// <summary>Makes a directory and those above it.</summary>
    public string AddFolder(string relative)
    {
        var path = relative.Length == 0 ? root : Path.Combine(root, relative);
        if (_folders.Contains(relative))
            return path;
        if (relative.Length > 0)
        {
            AddFolder(Path.GetDirectoryName(relative) ?? "");
            CountEntry();
        }
        Disk.MakeDirectory(path);
        _folders.Add(relative);
        return path;
    }

    /// <summary>Writes one file.</summary>
    /// <param name="relative">Its checked path.</param>
    /// <param name="content">Its bytes, read to the end.</param>
    /// <param name="written">Called with the bytes of this file so far; throws to stop.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    public async Task AddFile(
        string relative, Stream content, Action<ReadOnlyMemory<byte>>? written, CancellationToken cancellationToken)
    {
        var folder = AddFolder(Path.GetDirectoryName(relative) ?? "");
        CountEntry();
        var path = Path.Combine(folder, Path.GetFileName(relative));
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);
        for (int read; (read = await content.ReadAsync(_buffer, cancellationToken)) > 0;)
        {
            _bytes += read;
            if (_bytes > options.UnpackedBytesMax)
                throw Refusals.TooMuch("unpacked bytes", options.UnpackedBytesMax);
            written?.Invoke(_buffer.AsMemory(0, read));
            await file.WriteAsync(_buffer.AsMemory(0, read), cancellationToken);
            await Report();
        }
        _files++;
        if (_files <= SyncedOneByOneMax)
            await Reporting(() => file.Flush(flushToDisk: true));
        await Report();
    }

    /// <summary>Makes all of it durable.</summary>
    public Task Sync() => Reporting(SyncAll);

    void SyncAll()
    {
        if (_files > SyncedOneByOneMax)
        {
            Disk.SyncFileSystem(root);
            return;
        }
        foreach (var folder in _folders)
            Disk.SyncFolder(Path.Combine(root, folder));
    }

    void CountEntry()
    {
        if (++_entries > options.FilesMax)
            throw Refusals.TooMuch("files and folders", options.FilesMax);
    }

    async Task Report()
    {
        if (clock.GetElapsedTime(_reportedAt) >= ReportInterval)
            await ReportNow();
    }

    Task ReportNow()
    {
        _reportedAt = clock.GetTimestamp();
        return step.Report(_files, filesTotal, "files");
    }

    Task Reporting(Action sync) => LongWait.Reporting(
        () =>
        {
            sync();
            return Task.CompletedTask;
        },
        ReportNow, clock);
}
