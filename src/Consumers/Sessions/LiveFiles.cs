using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>The live files on the disk, for who has the turn on their session.</summary>
sealed partial class LiveFiles(TreePaths paths, SessionGates gates, ILogger<LiveFiles> logger)
{
    /// <summary>Where a session's live file lies.</summary>
    public string PathOf(string account, VikingUri session) =>
        Path.Combine(paths.Of(account, session), SessionUri.MessagesName);

    /// <summary>
    /// Opens a live file and waits for the turn on it; null when there is no such session. It is never made here: a
    /// transaction that has the folder in flight may want to put it back.
    /// </summary>
    public async Task<LiveFile?> Enter(string account, VikingUri session, CancellationToken cancellationToken)
    {
        while (Open(account, session) is { } handle)
        {
            var entered = await Enter(PathOf(account, session), handle, cancellationToken);
            var isCurrent = false;
            try
            {
                // Exchanged or purged while this waited? Then what is there now counts.
                isCurrent = FileIdentity.HasName(handle);
                if (isCurrent)
                    return entered;
            }
            finally
            {
                if (!isCurrent)
                    entered.Dispose();
            }
        }
        return null;
    }

    async Task<LiveFile> Enter(string path, SafeFileHandle handle, CancellationToken cancellationToken)
    {
        try
        {
            var turn = await gates.Files.Enter(FileIdentity.Of(handle).Inode, cancellationToken);
            return new LiveFile(path, handle, turn);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    SafeFileHandle? Open(string account, VikingUri session)
    {
        var path = PathOf(account, session);
        if (paths.Look(account, session).Kind != PathKind.Directory || Disk.KindOf(path) != PathKind.File)
            return null;
        try
        {
            return SafeFile.OpenWrite(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// What is in an open live file. When nothing is known of it, it is read, a torn line at its end is cut off, and
    /// it is made durable: from then on it ends with a line, and all of it stays.
    /// </summary>
    public async Task<LiveState> Settle(
        SessionGate gate, LiveFile live, VikingUri session, CancellationToken cancellationToken)
    {
        var file = live.Handle;
        var identity = FileIdentity.Of(file);
        if (gate.Known?.Identity == identity)
            return gate.Known;
        var lines = new LineReader(file, identity.Size);
        var (counts, unreadable) = (LiveState.None, 0);
        while (await lines.Next(cancellationToken))
        {
            if (MessageLine.TryRead(lines.Line.Span, out var line))
                counts = new SessionCounts(
                    counts.Messages + 1, counts.EstimatedTokens + line.EstimatedTokens, line.CreatedAt);
            else
                unreadable++;
        }
        if (unreadable > 0)
            LogUnreadable(session, unreadable);
        if (lines.End < identity.Size)
        {
            // Never acknowledged: whoever sent it knows nothing, or got an error.
            LogTorn(session, identity.Size - lines.End);
            RandomAccess.SetLength(file, lines.End);
        }
        RandomAccess.FlushToDisk(file);
        // An exchange that died before its sync: what is acknowledged next must not lie in a file without a name.
        Disk.SyncFolder(live.Folder);
        return gate.Known = new LiveState(FileIdentity.Of(file), counts);
    }

    [LoggerMessage(7201, LogLevel.Warning, "{Session}: a torn line of {Bytes} bytes, left by a crash, is cut off")]
    partial void LogTorn(VikingUri session, long bytes);

    [LoggerMessage(7202, LogLevel.Warning, "{Session}: {Lines} line(s) are no messages and are left out")]
    partial void LogUnreadable(VikingUri session, int lines);
}
