using System.Text;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Processes;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Sessions;

public sealed class SessionLogTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_OneAndAnother_AreThereInOrderAndCounted()
    {
        using var lab = new SessionLab().With(1);
        Assert.Equal(2, (await lab.Append(2))!.Messages);
        var counts = await lab.Append(3, 2);
        Assert.Equal((4, 12L, SessionLab.Message(4).CreatedAt),
            (counts!.Messages, counts.EstimatedTokens, counts.LastMessageAt!.Value));
        Assert.Equal(SessionLab.Lines(1, 4), await File.ReadAllTextAsync(lab.LivePath, Stop));
    }

    [Fact]
    public async Task Count_AfterARestart_IsTheSame()
    {
        using var lab = new SessionLab().With(0);
        var counts = await lab.Append(1, 7);
        Assert.Equal(counts, await lab.Restarted().Count(TreeLab.Account, SessionLab.Session, Stop));
    }

    [Fact]
    public async Task Count_OfAnEmptyFile_MakesNothingDurable_AnAppendToItDoes()
    {
        using var lab = new SessionLab().With(0);
        var synced = new List<string>();
        Disk.Synced.Value = synced.Add;

        Assert.Equal(LiveState.None, await lab.Log.Count(TreeLab.Account, SessionLab.Session, Stop));

        Assert.Empty(synced);
        await lab.Append(1);
        Assert.Equal([Path.GetDirectoryName(lab.LivePath)!], synced);
        Disk.Synced.Value = null;
    }

    [Fact]
    public async Task Append_NoSession_AnswersNullAndMakesNothing()
    {
        using var lab = new SessionLab();
        lab.Tree.With("user/alice/sessions/s1/");
        Assert.Null(await lab.Append(1));
        Assert.Null(await lab.Log.Count(TreeLab.Account, SessionLab.Session, Stop));
        Assert.Null(await lab.Log.Find(TreeLab.Account, SessionLab.Session, Stop));
        Assert.Empty(await lab.Live());
        Assert.False(File.Exists(lab.LivePath));
    }

    [Fact]
    public async Task Append_FiftyClients_LoseNoneAndKeepTheirOrder()
    {
        const int clients = 50, each = 20;
        using var lab = new SessionLab().With(0);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var n = 0; n < each; n++)
                await lab.Append(client * each + n);
        }));
        var live = await lab.Live(lab.Restarted());
        Assert.Equal(clients * each, live.Distinct().Count());
        foreach (var client in Enumerable.Range(0, clients))
        {
            var own = live.Where(id => int.Parse(id[1..], null) / each == client);
            Assert.Equal(SessionLab.Names(client * each, client * each + each - 1), own);
        }
        Assert.Equal(clients * each, (await lab.Append(0, 0))!.Messages);
    }

    [Fact]
    public async Task Append_ManyWaiting_ShareOneWrite()
    {
        var first = new PauseAt(1);
        using var lab = new SessionLab(faults: first).With(0);
        List<Task<SessionCounts?>> waiting = [lab.Append(1)];
        await Reached(first);
        waiting.AddRange(Enumerable.Range(2, 19).Select(n => lab.Append(n)));
        first.Release();
        var counts = await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(1, 20), counts.Select(c => c!.Messages));
        Assert.Equal(SessionLab.Names(1, 20), await lab.Live());
        // Two points each: what stood still, and one write for all the others.
        Assert.Equal(4, first.Count);
    }

    [Theory]
    [InlineData("{\"id\":\"x\",\"role\":\"user\",\"pa")]
    [InlineData("\0\0\0\0")]
    [InlineData("x")]
    public async Task Append_TornLineAtTheEnd_IsCutOff(string torn)
    {
        using var lab = new SessionLab().With(2);
        await File.AppendAllTextAsync(lab.LivePath, torn, Stop);
        Assert.Equal(3, (await lab.Append(3))!.Messages);
        Assert.Equal(SessionLab.Lines(1, 3), await File.ReadAllTextAsync(lab.LivePath, Stop));
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("{}\n")]
    [InlineData("\n")]
    [InlineData("[1,2]\n")]
    [InlineData("{\"id\":\"x\",\"role\":\"user\",\"parts\":[],\"created_at\":\"soon\"}\n")]
    [InlineData("{\"id\":\"x\"}{\"id\":\"y\"}\n")]
    public async Task Read_LineThatIsNoMessage_IsLeftOutAndStays(string line)
    {
        using var lab = new SessionLab().With(1);
        await File.AppendAllTextAsync(lab.LivePath, line, Stop);
        Assert.Equal(2, (await lab.Append(2))!.Messages);
        Assert.Equal(SessionLab.Names(1, 2), await lab.Live());
        Assert.Equal(
            SessionLab.Lines(1, 1) + line + SessionLab.Lines(2, 1), await File.ReadAllTextAsync(lab.LivePath, Stop));
    }

    [Fact]
    public async Task Append_WriteFails_LeavesNothingOfItAndGoesOn()
    {
        using var lab = new SessionLab(faults: new FailAt(3)).With(0);
        await lab.Append(1);
        await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Append(2));
        Assert.Equal(SessionLab.Lines(1, 1), await File.ReadAllTextAsync(lab.LivePath, Stop));
        Assert.Equal(2, (await lab.Append(3))!.Messages);
        Assert.Equal(["m1", "m3"], await lab.Live());
    }

    [Fact]
    public async Task Append_FolderTakenAwayMeanwhile_GoesWithIt()
    {
        var pause = new PauseAt(1);
        using var lab = new SessionLab(faults: pause).With(1);
        var append = lab.Append(2);
        await Reached(pause);
        var aside = lab.Tree.FullPath("aside");
        Directory.Move(Path.GetDirectoryName(lab.LivePath)!, aside);
        pause.Release();
        Assert.Equal(2, (await append)!.Messages);
        Assert.Null(await lab.Append(3));
        Directory.Move(aside, Path.GetDirectoryName(lab.LivePath)!);
        Assert.Equal(3, (await lab.Append(3))!.Messages);
        Assert.Equal(SessionLab.Names(1, 3), await lab.Live());
    }

    [Fact]
    public async Task Append_FileExchangedByAnother_CountsWhatIsThere()
    {
        using var lab = new SessionLab().With(3);
        await lab.Append(4);
        Assert.Equal(5, (await lab.Restarted().Append(
            TreeLab.Account, SessionLab.Session, [SessionLab.Message(5)], Stop))!.Messages);
        Assert.Equal(6, (await lab.Append(6))!.Messages);
        Assert.Equal(SessionLab.Lines(1, 6), await File.ReadAllTextAsync(lab.LivePath, Stop));
    }

    [Fact]
    public async Task Append_LinkInsteadOfTheFile_IsNoSession()
    {
        using var lab = new SessionLab();
        lab.Tree.With("user/alice/sessions/s1/").With("elsewhere", "");
        File.CreateSymbolicLink(lab.LivePath, lab.Tree.FullPath("elsewhere"));
        Assert.Null(await lab.Append(1));
        Assert.Equal("", lab.Tree.Read("elsewhere"));
    }

    [Fact]
    public async Task Append_CallerHasGone_TheMessageIsThere()
    {
        var pause = new PauseAt(1);
        using var lab = new SessionLab(faults: pause).With(0);
        using var gone = new CancellationTokenSource();
        var append = lab.Log.Append(TreeLab.Account, SessionLab.Session, [SessionLab.Message(1)], gone.Token);
        await Reached(pause);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append);
        pause.Release();
        await lab.Append(2);
        Assert.Equal(SessionLab.Names(1, 2), await lab.Live());
    }

    [Fact]
    public async Task Append_MoreSessionsThanAreRemembered_KeepsThemApart()
    {
        using var lab = new SessionLab();
        var log = lab.Log;
        for (var n = 0; n < 1100; n++)
        {
            lab.Tree.With($"user/alice/sessions/n{n}/messages.jsonl", "");
            var session = SessionUri.Of("alice", $"n{n}");
            Assert.Equal(1, (await log.Append(TreeLab.Account, session, [SessionLab.Message(n)], Stop))!.Messages);
        }
        Assert.Equal(2, (await log.Append(
            TreeLab.Account, SessionUri.Of("alice", "n0"), [SessionLab.Message(1)], Stop))!.Messages);
    }

    [Fact]
    public async Task Find_FactsThatCannotBeRead_AreMadeUp()
    {
        using var lab = new SessionLab().With(1);
        lab.Tree.With("user/alice/sessions/s1/.meta.json", "{torn");
        var info = await lab.Log.Find(TreeLab.Account, SessionLab.Session, Stop);
        Assert.Equal((TreeLab.Account, "alice", null), (info!.Account, info.User, info.Settings));
    }

    [Fact]
    public async Task Lines_OfAnyLength_AreFoundWithTheirPlace()
    {
        string[] lines = ["a", "", new('b', 300_000), "c", new('d', 131_071), "e"];
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\ntorn", Stop);
        using (var file = File.OpenHandle(path))
        {
            var reader = new LineReader(file, new FileInfo(path).Length);
            var start = 0L;
            foreach (var line in lines)
            {
                Assert.True(await reader.Next(Stop));
                Assert.Equal(line, Encoding.UTF8.GetString(reader.Line.Span));
                Assert.Equal((start, start += line.Length + 1), (reader.Start, reader.End));
            }
            Assert.False(await reader.Next(Stop));
            Assert.Equal(start, reader.End);
        }
        File.Delete(path);
    }

    static Task Reached(PauseAt pause) =>
        Eventually.Holds("the write stands still", () => Task.FromResult(pause.Paused));
}
