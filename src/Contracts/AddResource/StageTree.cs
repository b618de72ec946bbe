namespace Sagas.Contracts;

/// <summary>
/// Copies or unpacks a source into the transaction's folder, where no reader sees it. Long: reports progress.
/// Exactly one of the three sources is set.
/// </summary>
public sealed record StageTree : IStepCommand<StagedTree>
{
    /// <summary>Whose tree it is for.</summary>
    public required string Account { get; init; }

    /// <summary>A file or folder on the server.</summary>
    public string? Path { get; init; }

    /// <summary>An upload; <c>.zip</c> is unpacked.</summary>
    public string? UploadId { get; init; }

    /// <summary>The text of one file.</summary>
    public string? Content { get; init; }

    /// <summary>
    /// The source's own name. A single file is staged as a directory that holds a file of this name: the root of a
    /// resource is always a directory. A zip whose only root entry is a folder of this name is unwrapped.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Folder names to leave out.</summary>
    public IReadOnlyList<string> IgnoreDirs { get; init; } = [];

    /// <summary>File name patterns to take; empty = all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>File name patterns to leave out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}

/// <summary>Nothing outside the transaction's folder was touched: undo closes and forgets it.</summary>
public sealed record StagedTree;
