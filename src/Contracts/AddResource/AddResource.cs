using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// Adds a file or a folder as a resource: a new one, or in place of an existing one. Queue <c>add-resource</c>.
/// Exactly one source (<see cref="Path"/>, <see cref="Content"/>, <see cref="UploadId"/>) and at most one target
/// (<see cref="To"/>, <see cref="Parent"/>; neither = below <c>viking://resources</c>).
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddResource : IOperationCommand
{
    /// <summary>A file or folder on the server, below one of <c>Sagas:ImportRoots</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The text of one file, named by <see cref="Name"/>.</summary>
    public string? Content { get; init; }

    /// <summary>What <c>POST /api/v1/resources/temp_upload</c> answered; <c>.zip</c> is unpacked.</summary>
    public string? UploadId { get; init; }

    /// <summary>The source's own name, such as <c>guide.md</c>; null = taken from the path.</summary>
    public string? Name { get; init; }

    /// <summary>The exact URI of the resource; what exists there is replaced.</summary>
    public string? To { get; init; }

    /// <summary>The directory to put it in, under its own name; that name must be free.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether a missing <see cref="Parent"/> is created.</summary>
    public bool CreateParent { get; init; }

    /// <summary>Whether an existing <see cref="To"/> is refused instead of replaced.</summary>
    public bool MustBeNew { get; init; }

    /// <summary>Folder names to leave out, such as <c>node_modules</c>.</summary>
    public IReadOnlyList<string>? IgnoreDirs { get; init; }

    /// <summary>File name patterns to take (<c>*</c>, <c>?</c>); null = all.</summary>
    public IReadOnlyList<string>? Include { get; init; }

    /// <summary>File name patterns to leave out.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <inheritdoc />
    public TransactionId? TransactionId { get; init; }

    /// <inheritdoc />
    public string? Account { get; init; }

    /// <inheritdoc />
    public string? User { get; init; }

    /// <inheritdoc />
    public double? WaitSeconds { get; init; }
}
