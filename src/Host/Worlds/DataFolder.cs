using System.Globalization;
using System.Text;

namespace Sagas.Host.Worlds;

/// <summary>
/// The data folder, owned by one process at a time: two on the same files would undo each other's work. The kernel
/// frees the claim when the process ends, however it ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    const string LockName = ".lock";

    readonly FileStream _lock;

    DataFolder(FileStream @lock) => _lock = @lock;

    /// <summary>Makes the folder when it is missing, and claims it.</summary>
    /// <exception cref="StartException">It cannot be made or written, or another process has it.</exception>
    public static DataFolder Claim(string path)
    {
        var folder = Path.GetFullPath(path);
        var file = Path.Combine(folder, LockName);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }
        try
        {
            var claimed = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            claimed.SetLength(0);
            claimed.Write(Encoding.ASCII.GetBytes(
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            claimed.Flush();
            return new DataFolder(claimed);
        }
        catch (IOException e) when (OwnerOf(file) is { } owner)
        {
            throw new StartException(
                $"The data folder {folder} is used by {owner}. Stop it, or set Sagas:DataPath to another folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }
    }

    /// <summary>The file stays: removing it would let two processes claim two files of the same name.</summary>
    public void Dispose() => _lock.Dispose();

    static StartException Unwritable(string folder, Exception e) => new(
        $"The data folder {folder} cannot be written: {e.Message} Set Sagas:DataPath to a folder that can.", e);

    /// <summary>Who holds the file; null when it cannot be read either.</summary>
    static string? OwnerOf(string file) => Posix.ReadPastLock(file, bytesMax: 16) switch
    {
        null => null,
        { Length: 0 } => "another process",
        var pid => $"process {Encoding.ASCII.GetString(pid).Trim()}",
    };
}
