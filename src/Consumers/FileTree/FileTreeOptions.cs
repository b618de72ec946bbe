using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>Where the tree lies and how much it takes in.</summary>
public sealed class FileTreeOptions
{
    /// <summary>The folder that holds every account's tree and the reserved folder; created when missing. All of
    /// it must be on one file system.</summary>
    public required string Root { get; init; }

    /// <summary>Folders of the server that <c>path</c> of add_resource may name, and what is below them.</summary>
    /// <value>None: everything is uploaded.</value>
    public IReadOnlyList<string> ImportRoots { get; init; } = [];

    /// <summary>Bytes of one upload.</summary>
    /// <value>512 MiB.</value>
    public long UploadBytesMax { get; init; } = 512L << 20;

    /// <summary>Files and folders of one source.</summary>
    /// <value>100,000.</value>
    public int FilesMax { get; init; } = 100_000;

    /// <summary>Directory levels of one source.</summary>
    /// <value>What a URI may have, less the scope and the target.</value>
    public int DepthMax { get; init; } = Limits.UriDepthMax - 2;

    /// <summary>UTF-8 bytes of one name in a source.</summary>
    /// <value>255.</value>
    public int NameBytesMax { get; init; } = Limits.SegmentBytesMax;

    /// <summary>Bytes of one source when it is copied or unpacked.</summary>
    /// <value>2 GiB.</value>
    public long UnpackedBytesMax { get; init; } = 2L << 30;

    /// <summary>How many times its packed size an archive, or one entry of it, may have unpacked; what stays below
    /// 1 MiB is never refused for it.</summary>
    /// <value>200.</value>
    public int CompressionRatioMax { get; init; } = 200;

    /// <summary>Folders of ended transactions that are emptied and kept for the next ones; 0 keeps none.</summary>
    /// <value>128: more than end at the same moment.</value>
    public int SpareFoldersMax { get; init; } = 128;
}
