using System.IO.Compression;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Cli;

public sealed class VerbTests : ServiceTests, IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    Task<CliRun> Run(params string[] args) => CliRun.Of([.. args, "--url", Service.Url]);

    async Task<string> Good(params string[] args)
    {
        var run = await Run(args);
        Assert.True(run.Exit == 0, run.Error);
        Assert.Equal("", run.Error);
        return run.Out;
    }

    void Fill()
    {
        Service.Tree.File("viking://resources/a/one.md", "first line\n");
        Service.Tree.File("viking://resources/a/sub/two.md", new string('x', 2000));
        Service.Index.Row("viking://resources/a/one.md", 2);
        Service.Index.Row("viking://resources/a/sub/two.md", 2);
    }

    [Fact]
    public async Task Remove_PrintsWhatWasDone()
    {
        Fill();
        Assert.StartsWith("removed viking://resources/a (2 index entries), transaction ",
            await Good("rm", "viking://resources/a", "-r"), StringComparison.Ordinal);
        Assert.False(Service.Tree.Has("viking://resources/a"));
    }

    [Fact]
    public async Task Remove_Refused_Exits1WithTheCode()
    {
        Service.Transactions.Endings.Enqueue(view =>
            view.Ended(TransactionOutcome.RolledBack, ErrorCode.FailedPrecondition, "Not empty."));
        var run = await Run("rm", "viking://resources/a");
        Assert.Equal((1, "FAILED_PRECONDITION: Not empty.\n", ""), (run.Exit, run.Error, run.Out));
    }

    [Fact]
    public async Task Move_WaitSeconds_ReachTheCommand()
    {
        Fill();
        Assert.StartsWith("moved viking://resources/a to viking://resources/b",
            await Good("mv", "viking://resources/a", "viking://resources/b", "--wait",
            "2.5"), StringComparison.Ordinal);
        Assert.Equal(2.5, Service.Transactions.Submitted.Single().WaitSeconds);
    }

    [Fact]
    public async Task MakeDirectory_PrintsIt() =>
        Assert.StartsWith("created viking://resources/d", await Good("mkdir", "viking://resources/d"),
            StringComparison.Ordinal);

    [Fact]
    public async Task List_InAPipe_IsExactAndTabbed()
    {
        Fill();
        Assert.Equal("11\t2026-01-02T03:04:05Z\tone.md\n-\t2026-01-02T03:04:05Z\tsub/\n",
            await Good("ls", "viking://resources/a"));
    }

    [Fact]
    public async Task List_OnATerminal_IsForPeopleAndColourlessWithNoColor()
    {
        Fill();
        var run = await CliRun.Of(["ls", "viking://resources/a/sub", "--url", Service.Url], isTerminal: true,
            ("NO_COLOR", "1"));
        Assert.Contains("2 KB", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_NameWithAnEscapeSequence_DoesNotReachTheTerminal()
    {
        Assert.Equal("a?[31m", Sagas.Host.Cli.Rows.Safe("a\u001b[31m"));
        Assert.Equal("", await Good("ls", "viking://resources"));
    }

    [Fact]
    public async Task List_Json_IsTheServicesAnswer()
    {
        Fill();
        var json = JsonDocument.Parse(await Good("ls", "viking://resources/a", "--json")).RootElement;
        Assert.Equal("one.md", json[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Tree_IsIndented()
    {
        Fill();
        Assert.Equal("viking://resources\n  a/\n    one.md\n    sub/\n      two.md\n",
            await Good("tree", "viking://resources"));
    }

    [Fact]
    public async Task Stat_PrintsFacts() =>
        Assert.Contains("kind\tdirectory\nindex entries\t0\n", await Good("stat", "viking://resources"),
            StringComparison.Ordinal);

    [Fact]
    public async Task Cat_IsByteForByte()
    {
        Fill();
        Assert.Equal("first line\n", await Good("cat", "viking://resources/a/one.md"));
    }

    [Fact]
    public async Task Cat_Missing_Exits1AndPrintsNothing()
    {
        var run = await Run("cat", "viking://resources/none");
        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.StartsWith("NOT_FOUND: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_BestHitFirst()
    {
        Service.Index.Hit("viking://resources/a.md", 2, 0.5);
        Service.Index.Hit("viking://user/u/memories/m.md", 2, 0.75, "memory");
        Assert.Equal("0.750\tviking://user/u/memories/m.md\tabout it\n0.500\tviking://resources/a.md\tabout it\n",
            await Good("find", "words", "--in", "viking://resources"));
    }

    [Fact]
    public async Task Find_Times_AreHandedOn()
    {
        await Good("find", "words", "--since", "2025-08-22", "--until", "2025-08-23T10:00:00Z");
        Assert.Equal(
            (new DateTimeOffset(2025, 8, 22, 0, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2025, 8, 23, 10, 0, 0, TimeSpan.Zero)),
            (Service.Index.LastQuery!.Since, Service.Index.LastQuery.Until));
        var run = await CliRun.Of("find", "words", "--since", "yesterday", "--url", Service.Url);
        Assert.Equal(1, run.Exit);
        Assert.Contains("7d", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeDirectory_Description_IsHandedOn()
    {
        await Good("mkdir", "viking://resources/d", "--description", "All about it.");
        var command = Assert.IsType<MakeDirectory>(Assert.Single(Service.Transactions.Submitted));
        Assert.Equal("All about it.", command.Description);
    }

    [Fact]
    public async Task Transactions_ListShowAndCancel()
    {
        var view = Views.Committed(Views.NewId(), "mv", "viking://resources/a", "viking://resources/b")
            .In(TransactionPhase.Exec);
        Service.Transactions.Add(view);
        Assert.Equal($"{view.Id}\tmv\tEXEC\t-\t2026-01-02T03:04:05Z\tviking://resources/a -> viking://resources/b\n",
            await Good("tx", "list"));
        Assert.Contains("step 0\tmove-tree\tdone\t1 sent\t\n", await Good("tx", "show", view.Id.ToString()),
            StringComparison.Ordinal);
        await Good("tx", "cancel", view.Id.ToString());
        Assert.IsType<CancelTransaction>(Service.Transactions.Controlled.Single());
        var run = await Run("tx", "resolve", view.Id.ToString(), "--reason", "done");
        Assert.Equal(1, run.Exit);
        Assert.StartsWith("FAILED_PRECONDITION: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locks_HolderThenWaitersInOrder()
    {
        var uri = VikingUriParser.Parse("viking://resources/a", "uri");
        var (holder, first, second) = (Views.NewId(), Views.NewId(), Views.NewId());
        Service.Transactions.Held.AddRange(
        [
            new LockView(holder, "default", uri, LockMode.Tree, true, 1, 7, FakeTree.At),
            new LockView(first, "default", uri, LockMode.Exact, false, 2, null, FakeTree.At),
            new LockView(second, "default", uri, LockMode.Exact, false, 3, null, FakeTree.At),
        ]);
        var lines = (await Good("locks")).Split('\n');
        Assert.Equal("viking://resources/a (default)", lines[0]);
        Assert.StartsWith($"  held by\t{holder}\tTree\ttoken 7\t", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"  1. waiting\t{first}\tExact\t-\t", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"  2. waiting\t{second}\t", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Agreement_Exits0AndDisagreement1()
    {
        Fill();
        Assert.Equal("all agree: 2 files, 2 index entries\n", await Good("verify"));
        Service.Index.Row("viking://resources/gone.md", 2);
        var run = await Run("verify");
        Assert.Equal(1, run.Exit);
        Assert.StartsWith("orphan_entry\tviking://resources/gone.md\t", run.Out, StringComparison.Ordinal);
        var repair = await Run("verify", "--repair");
        Assert.Contains("repair\tclear entries below viking://resources/gone.md: committed", repair.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_File_IsUploadedAsItIs()
    {
        var path = Path.Combine(_folder.FullName, "guide.md");
        await File.WriteAllTextAsync(path, "hello", TestContext.Current.CancellationToken);
        var output = await Good("add", path, "--indexed");
        Assert.Contains("uploaded 5\n", output, StringComparison.Ordinal);
        Assert.Contains("added viking://resources/guide, transaction ", output, StringComparison.Ordinal);
        Assert.Equal("hello", System.Text.Encoding.UTF8.GetString(Service.Uploads.Stored.Single().Value));
    }

    [Fact]
    public async Task Add_Folder_IsZippedWithoutGitAndLinks()
    {
        var root = _folder.CreateSubdirectory("docs");
        foreach (var name in new[] { "a.md", "sub/b.md", ".git/config", ".hidden/c.md" })
        {
            var path = Path.Combine(root.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, name, TestContext.Current.CancellationToken);
        }
        File.CreateSymbolicLink(Path.Combine(root.FullName, "link.md"), "a.md");
        Directory.CreateSymbolicLink(Path.Combine(root.FullName, "loop"), root.FullName);
        var run = await Run("add", root.FullName + "/", "--parent", "viking://resources/p", "-p");
        Assert.Equal(0, run.Exit);
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var (id, bytes) = Service.Uploads.Stored.Single();
        Assert.EndsWith(".zip", id, StringComparison.Ordinal);
        await using var zip = new ZipArchive(new MemoryStream(bytes));
        Assert.Equal([".hidden/c.md", "a.md", "sub/b.md"], zip.Entries.Select(e => e.FullName));
        var command = Assert.IsType<AddResource>(Service.Transactions.Submitted.Single());
        Assert.Equal(("viking://resources/p/docs", "docs"), (command.To, command.Name));
    }

    [Fact]
    public async Task Add_MissingPath_Exits1()
    {
        var run = await Run("add", Path.Combine(_folder.FullName, "none"));
        Assert.Equal(1, run.Exit);
        Assert.StartsWith("NOT_FOUND: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Service.Uploads.Stored);
    }

    [Fact]
    public async Task Add_StillExecuting_IsFollowedToItsEnd()
    {
        var path = Path.Combine(_folder.FullName, "guide.md");
        await File.WriteAllTextAsync(path, "hello", TestContext.Current.CancellationToken);
        Service.Transactions.Endings.Enqueue(view =>
        {
            // It is in EXEC when the answer comes, and rolled back when it is looked at again.
            Service.Transactions.WhenAwaited = _ => Service.Transactions.FoundNext.Enqueue(
                view.Ended(TransactionOutcome.RolledBack, ErrorCode.Internal, "Broke."));
            return view.In(TransactionPhase.Exec);
        });
        var run = await Run("add", path);
        Assert.Equal((1, "INTERNAL: Broke.\n"), (run.Exit, run.Error));
    }

    [Fact]
    public async Task Add_Json_PrintsNothingElse()
    {
        var path = Path.Combine(_folder.FullName, "guide.md");
        await File.WriteAllTextAsync(path, "hello", TestContext.Current.CancellationToken);
        var json = JsonDocument.Parse(await Good("add", path, "--json")).RootElement;
        Assert.Equal("success", json.GetProperty("status").GetString());
    }
}
