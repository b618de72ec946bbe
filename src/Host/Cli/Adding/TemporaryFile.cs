namespace Sagas.Host.Cli.Adding;

/// <summary>Room on the disk that goes with its handle, however the process ends.</summary>
internal static class TemporaryFile
{
    public static FileStream Open()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        // Without a name it is nobody's to clean up: Ctrl-C ends the process, and no finally block runs.
        File.Delete(path);
        return file;
    }
}
