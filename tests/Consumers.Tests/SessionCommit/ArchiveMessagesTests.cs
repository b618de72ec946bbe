using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Consumers.Tests.Sessions;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.SessionCommit;

public sealed class ArchiveMessagesTests
{
    static readonly TransactionId Second = new(new Guid("0198c000-0000-7000-8000-00000000c002"));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_KeepingTwo_ArchivesTheOthersInOrder()
    {
        using var lab = new SessionLab(SessionLab.Archive(keep: 2)).With(5);
        var result = await lab.Tree.Done();
        Assert.Equal(SessionLab.Names(4, 5), await lab.Live());
        Assert.Equal(SessionLab.Names(1, 3), await lab.Archived(1));
        Assert.Contains("\"archive\":1,\"messages\":3", result, StringComparison.Ordinal);
        Assert.Equal(
            SessionLab.Lines(1, 3), lab.Tree.Read("user/alice/sessions/s1/history/archive_001/messages.jsonl"));
        var counts = await lab.Log.Count(TreeLab.Account, SessionLab.Session, Stop);
        Assert.Equal((2, 6L), (counts!.Messages, counts.EstimatedTokens));
    }

    [Theory]
    [InlineData(0, 0, ArchivedMessages.NoMessages)]
    [InlineData(2, 2, ArchivedMessages.AllWithinKeepWindow)]
    [InlineData(2, 10_000, ArchivedMessages.AllWithinKeepWindow)]
    public async Task Execute_NothingToArchive_IsDoneAndSaysWhy(int messages, int keep, string skipped)
    {
        using var lab = new SessionLab(SessionLab.Archive(keep)).With(messages);
        var before = await lab.Tree.Snapshot();
        Assert.Contains($"\"skipped\":\"{skipped}\"", await lab.Tree.Done(), StringComparison.Ordinal);
        Assert.Equal(before, await lab.Tree.Snapshot());
    }

    [Fact]
    public async Task Execute_AgainAndAgain_NumbersUpAndKnowsTheCommitBefore()
    {
        using var lab = new SessionLab().With(2);
        await lab.Tree.Done();
        await lab.Append(3, 2);
        lab.Tree.Command = SessionLab.Archive(commit: Second);
        lab.Tree.Id = new(Second, 0);
        await lab.Tree.Done();
        Assert.Equal(SessionLab.Names(3, 4), await lab.Archived(2));
        var archive = await lab.Archives.Find(TreeLab.Account, SessionLab.Session, Second, Stop);
        Assert.Equal((2, SessionLab.Commit, 4L), (archive!.Number, archive.PreviousCommit, archive.TotalMessages));
        Assert.Equal("viking://user/alice/sessions/s1/history/archive_002", archive.Uri.Value);
        var first = await lab.Archives.Find(TreeLab.Account, SessionLab.Session, SessionLab.Commit, Stop);
        Assert.Equal((1, null, 2L), (first!.Number, first.PreviousCommit, first.TotalMessages));
        Assert.Equal(archive, await lab.Archives.Last(TreeLab.Account, SessionLab.Session, Stop));
    }

    [Fact]
    public async Task Execute_NumberTakenBySomethingElse_TakesTheNext()
    {
        using var lab = new SessionLab().With(1);
        lab.Tree.With("user/alice/sessions/s1/history/archive_007/").With("user/alice/sessions/s1/history/notes");
        Assert.Contains("\"archive\":8", await lab.Tree.Done(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_NoSession_IsNotFoundAndMakesNone()
    {
        using var lab = new SessionLab();
        var reason = await lab.Tree.Refused();
        Assert.Equal((ErrorCode.NotFound, "session"), (reason.Code, reason.Details!["type"]));
        Assert.False(lab.Tree.Exists(SessionLab.Session.Path));
    }

    [Fact]
    public async Task Execute_KeepOutOfRange_IsRefused()
    {
        using var lab = new SessionLab(SessionLab.Archive(keep: Limits.KeepRecentMax + 1)).With(1);
        Assert.Equal(ErrorCode.InvalidArgument, (await lab.Tree.Refused()).Code);
    }

    [Fact]
    public async Task Execute_TornLine_StaysNowhere()
    {
        using var lab = new SessionLab().With(2);
        await File.AppendAllTextAsync(lab.LivePath, "{\"id\":\"torn", Stop);
        await lab.Tree.Done();
        Assert.Equal(SessionLab.Names(1, 2), await lab.Archived(1));
        await lab.Append(3);
        Assert.Equal(SessionLab.Names(3, 3), await lab.Live());
    }

    [Fact]
    public async Task Execute_AppendsAtEveryPoint_StayLiveInOrder()
    {
        var points = await Points();
        for (var k = 1; k <= points.Count; k++)
        {
            using var lab = new SessionLab(SessionLab.Archive(keep: 1)).With(3);
            var pause = new PauseAt(k);
            var running = lab.Tree.Execute(pause);
            await pause.Catches(running);
            await lab.Append(4, 2);
            pause.Release();
            Assert.IsType<StepCompleted>(await running);
            await lab.Append(6);
            string[] all = [.. await lab.Archived(1), .. await lab.Live()];
            Assert.True(SessionLab.Names(1, 6).SequenceEqual(all), $"{points[k - 1]}: {string.Join(' ', all)}");
            await lab.Tree.Undo();
            Assert.Equal(SessionLab.Names(1, 6), await lab.Live());
            Assert.StartsWith(SessionLab.Lines(1, 3), await File.ReadAllTextAsync(lab.LivePath, Stop));
        }
    }

    [Fact]
    public async Task Execute_DiesAnywhere_AppendsAfterTheRestart_LosesNothing()
    {
        var points = await Points();
        for (var k = 1; k <= points.Count; k++)
        {
            using var lab = new SessionLab(SessionLab.Archive(keep: 1)).With(3);
            await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Tree.Execute(new FailAt(k)));
            await lab.Restarted().Append(TreeLab.Account, SessionLab.Session, [SessionLab.Message(4)], Stop);
            await lab.Tree.Done();
            string[] all = [.. await lab.Archived(1), .. await lab.Live()];
            Assert.True(SessionLab.Names(1, 4).SequenceEqual(all), $"{points[k - 1]}: {string.Join(' ', all)}");
        }
    }

    [Fact]
    public async Task Execute_DiedBeforeTheExchange_TakesWhatWasAppendedSince()
    {
        using var lab = new SessionLab(SessionLab.Archive(keep: 1)).With(3);
        var beforeCut = (await Points()).ToList().IndexOf("archive-messages.execute.before-cut") + 1;
        await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Tree.Execute(new FailAt(beforeCut)));
        var made = Directory.CreateDirectory(Path.Combine(lab.Tree.Paths.HomeOf(lab.Tree.Id), "open", "cut")).FullName;
        await File.WriteAllTextAsync(Path.Combine(made, "live"), SessionLab.Lines(3, 1), Stop);
        await lab.Append(4);

        await lab.Tree.Done();

        Assert.Equal(SessionLab.Names(3, 4), await lab.Live());
    }

    /// <summary>A file system without a journal may bring back the new file's name in the folder.</summary>
    [Fact]
    public async Task Execute_TheNewFilesOldNameIsBack_CutsNothingAgainAndUndoesIt()
    {
        using var lab = new SessionLab(SessionLab.Archive(keep: 1)).With(3);
        var beforeClose = (await Points()).ToList().IndexOf("archive-messages.execute.before-close") + 1;
        await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Tree.Execute(new FailAt(beforeClose)));
        var made = Path.Combine(lab.Tree.Paths.HomeOf(lab.Tree.Id), "open", "cut", "live");
        Assert.Equal(RenameResult.Done, Disk.Link(lab.LivePath, made));

        await lab.Tree.Done();

        Assert.Equal(SessionLab.Names(3, 3), await lab.Live());
        await lab.Tree.Undo();
        Assert.Equal(SessionLab.Names(1, 3), await lab.Live());
    }

    [Fact]
    public async Task Undo_ArchiveWasChanged_FailsAndLeavesBoth()
    {
        using var lab = new SessionLab().With(2);
        await lab.Tree.Done();
        lab.Tree.With("user/alice/sessions/s1/history/archive_001/messages.jsonl", SessionLab.Lines(5, 9));
        await lab.Append(3);
        await Assert.ThrowsAsync<InvalidDataException>(() => lab.Tree.Undo());
        Assert.Equal(SessionLab.Names(3, 3), await lab.Live());
        Assert.True(lab.Tree.Exists("user/alice/sessions/s1/history/archive_001"));
    }

    static async Task<IReadOnlyList<string>> Points()
    {
        using var lab = new SessionLab(SessionLab.Archive(keep: 1)).With(3);
        var faults = new FailAt(0);
        await lab.Tree.Done(faults);
        return faults.Reached;
    }
}
