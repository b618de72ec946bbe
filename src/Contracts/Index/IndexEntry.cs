namespace Sagas.Contracts;

/// <summary>One entry of the vector index. Its identity is account, URI and level.</summary>
public sealed record IndexEntry
{
    /// <summary>The file, or for levels 0 and 1 the directory.</summary>
    public required VikingUri Uri { get; init; }

    /// <summary>0 = a directory's abstract, 1 = a directory's overview, 2 = a file.</summary>
    public required int Level { get; init; }

    /// <summary>What a hit shows, 256 characters at most.</summary>
    public required string Abstract { get; init; }

    /// <summary>"resource", "memory" or "skill".</summary>
    public required string ContextType { get; init; }

    /// <summary>SHA-256 of what was embedded: the same content is not embedded again.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Little-endian 32-bit floats, of unit length.</summary>
    public required byte[] Vector { get; init; }

    /// <summary>Which model made the vector: only vectors of one model can be compared. "" = not known.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whose private space it lies in; "" = shared in the account.</summary>
    public string OwnerSpace { get; init; } = "";
}
