namespace Sagas.Testing.Processes;

/// <summary>A fresh folder that is gone when the test is.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes it.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("sagas-").FullName;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>A path inside it.</summary>
    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
