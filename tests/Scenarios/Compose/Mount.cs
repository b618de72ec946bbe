namespace Sagas.Scenarios.Compose;

/// <summary>Something of the machine's, or a volume of the engine's, inside of a container.</summary>
/// <param name="Source">An absolute path, or the name of a volume.</param>
/// <param name="Target">Where it is in the container.</param>
/// <param name="ReadOnly">Whether the container may only read it.</param>
/// <param name="IsSecret">Whether the file lists it among its secrets.</param>
internal sealed record Mount(string Source, string Target, bool ReadOnly, bool IsSecret = false)
{
    /// <summary>Whether the engine keeps it, under a name.</summary>
    public bool IsVolume => !Source.StartsWith('/');
}
