using Microsoft.Win32.SafeHandles;

namespace Sagas.Consumers.Sessions;

/// <summary>An open live file, and the turn on it until this is disposed of.</summary>
/// <param name="path">Where it lay when it was opened.</param>
/// <param name="handle">The file.</param>
/// <param name="turn">The turn.</param>
sealed class LiveFile(string path, SafeFileHandle handle, IDisposable turn) : IDisposable
{
    bool _taken;

    /// <summary>The folder in which it lay when it was opened.</summary>
    public string Folder => Path.GetDirectoryName(path)!;

    public SafeFileHandle Handle => handle;

    /// <summary>The file, which stays open when the turn has ended: whoever takes it closes it.</summary>
    public SafeFileHandle Take()
    {
        _taken = true;
        return handle;
    }

    public void Dispose()
    {
        if (!_taken)
            handle.Dispose();
        turn.Dispose();
    }
}
