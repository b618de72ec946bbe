using System.Text;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>Finds the source that a command names, and looks through it. Thread-safe.</summary>
sealed class Sources(FileTreeOptions options, TreePaths paths, LocalUploads uploads)
{
    readonly ImportRoots _roots = new(options, paths);

    public ISource Find(StageTree command, CancellationToken cancellationToken)
    {
        var given = new[] { command.Path, command.UploadId, command.Content }.Count(source => source is not null);
        if (given != 1)
            throw RefusedException.InvalidArgument("source", "is not exactly one of path, upload and content");
        if (command.Path is not null)
            return OnServer(command, cancellationToken);
        return command.UploadId is not null
            ? Uploaded(command, command.UploadId)
            : new SingleSource(command.Name, options, () => new MemoryStream(Encoding.UTF8.GetBytes(command.Content!)));
    }

    ISource OnServer(StageTree command, CancellationToken cancellationToken)
    {
        var path = _roots.Resolve(command.Path!);
        return Disk.KindOf(path) switch
        {
            PathKind.Directory => new FolderSource(path, new SourceFilter(command), options, cancellationToken),
            PathKind.File => new SingleSource(command.Name, options, () => SafeFile.OpenReadBelow(path, path)),
            _ => throw SourceNames.Refuse(command.Path!, "is neither a file nor a folder"),
        };
    }

    ISource Uploaded(StageTree command, string uploadId)
    {
        var path = uploads.PathOf(command.Account, uploadId);
        if (path is null || Disk.KindOf(path) != PathKind.File)
            throw new RefusedException(new Reason(
                ErrorCode.NotFound,
                $"The upload {uploadId} does not exist, or is too old.",
                new Dictionary<string, string> { ["resource"] = uploadId, ["type"] = "file" }));
        if (!path.EndsWith(".zip", StringComparison.Ordinal))
            return new SingleSource(command.Name, options, () => SafeFile.OpenRead(path));
        var file = SafeFile.OpenRead(path);
        try
        {
            return new ZipSource(file, command.Name, new SourceFilter(command), options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
