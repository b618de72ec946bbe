using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Processes;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Sessions;

/// <summary>A session is moved while somebody writes to it at its old name: the file is the same, the gate is not.
/// </summary>
public sealed class MovedSessionTests
{
    static readonly VikingUri Moved = SessionUri.Of("alice", "s2");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_WriteAtTheOldNameFailsLater_TakesNothingOfItBack()
    {
        var fails = new PausedFailure();
        using var lab = new SessionLab(faults: fails).With(1);
        var inode = InodeOf(lab.LivePath);
        var old = lab.Append(2);
        await Eventually.Holds("the write stands still", () => Task.FromResult(fails.Paused));
        Move(lab);

        var append = lab.Log.Append(TreeLab.Account, Moved, [SessionLab.Message(3)], Stop);
        await Eventually.Holds(
            "the other one waits, or has written",
            () => Task.FromResult(append.IsCompleted || lab.Gates.Files.Users(inode) == 2));
        fails.Fail();

        await Assert.ThrowsAsync<InjectedFaultException>(() => old);
        Assert.Equal(2, (await append)!.Messages);
        Assert.Equal(SessionLab.Lines(1, 1) + SessionLab.Lines(3, 1), await Text(lab));
        // The turn goes back just after the answer.
        await Eventually.Holds(
            "nobody has the turn any more", () => Task.FromResult(lab.Gates.Files.Users(inode) == 0));
    }

    [Fact]
    public async Task Append_FileExchangedWhileItWaits_GoesIntoTheNewOne()
    {
        using var lab = new SessionLab().With(1);
        var inode = InodeOf(lab.LivePath);
        Task<SessionCounts?> append;
        using (await lab.Gates.Files.Enter(inode, Stop))
        {
            append = lab.Append(3);
            await Eventually.Holds("it waits", () => Task.FromResult(lab.Gates.Files.Users(inode) == 2));
            await File.WriteAllTextAsync(lab.LivePath + ".new", SessionLab.Lines(2, 1), Stop);
            File.Move(lab.LivePath + ".new", lab.LivePath, overwrite: true);
        }

        Assert.Equal(2, (await append)!.Messages);
        Assert.Equal(SessionLab.Lines(2, 2), await File.ReadAllTextAsync(lab.LivePath, Stop));
    }

    [Fact]
    public async Task Append_ToAFileThatNobodyKnows_MakesItsNameDurableFirst()
    {
        using var lab = new SessionLab().With(1);
        var synced = new List<string>();
        Disk.Synced.Value = synced.Add;

        await lab.Append(2);

        Assert.Contains(Path.GetDirectoryName(lab.LivePath), synced);
    }

    static void Move(SessionLab lab) => Directory.Move(
        Path.GetDirectoryName(lab.LivePath)!, lab.Tree.FullPath(Moved.Path));

    static Task<string> Text(SessionLab lab) =>
        File.ReadAllTextAsync(lab.Tree.FullPath($"{Moved.Path}/messages.jsonl"), Stop);

    static ulong InodeOf(string path)
    {
        using var file = File.OpenHandle(path);
        return FileIdentity.Of(file).Inode;
    }

    /// <summary>The first one that comes stands still and then fails; the others pass.</summary>
    sealed class PausedFailure : IFaultPoints
    {
        readonly TaskCompletionSource _fail = new();
        int _reached;

        public bool Paused => Volatile.Read(ref _reached) > 0;

        public void Fail() => _fail.SetException(new InjectedFaultException("session-log.before-sync"));

        public ValueTask Reach(string point, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _reached) == 1 ? new ValueTask(_fail.Task) : ValueTask.CompletedTask;
    }
}
