using Sagas.Consumers.Sessions;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;
using static Sagas.Consumers.Tests.SessionCommit.WriteMemoriesLawTests;

namespace Sagas.Consumers.Tests.SessionCommit;

public sealed class WriteMemoriesTests
{
    const string TeaFile = "user/alice/memories/preferences/tea.md";

    static readonly TransactionId Later = new(new Guid("0198c000-0000-7000-8000-00000000000d"));

    [Fact]
    public async Task Execute_NewMemories_AreWrittenAndTheArchiveIsClosed()
    {
        using var lab = Lab(Write(Tea, Hill));

        var result = await lab.Done();

        Assert.Contains(""" "extracted":{"preferences":1,"facts":1},"known":0,"dropped":1 """.Trim(), result,
            StringComparison.Ordinal);
        Assert.StartsWith("# Tea\n\n- I prefer green tea. <!-- ", lab.Read(TeaFile), StringComparison.Ordinal);
        Assert.Contains("Alice lives on a hill.", lab.Read("user/alice/memories/facts/home.md"),
            StringComparison.Ordinal);
        Assert.Equal("About tea.", lab.Read($"{Archive}/.abstract.md"));
        Assert.Equal("# About tea\n", lab.Read($"{Archive}/.overview.md"));
        Assert.Contains("\"total_adds\": 2", lab.Read($"{Archive}/memory_diff.json"), StringComparison.Ordinal);
        Assert.True(lab.Exists($"{Archive}/.done"));
    }

    [Fact]
    public async Task Execute_AFileThatIsThere_KeepsItsOtherText()
    {
        using var lab = Lab(Write(Tea)).With(TeaFile, "My own words, without an end");

        await lab.Done();

        Assert.StartsWith(
            "My own words, without an end\n\n- I prefer green tea. <!-- ", lab.Read(TeaFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AFileInPlaceOfACategory_DropsItsMemoriesAndWritesTheOthers()
    {
        using var lab = Lab(Write(Tea, Hill)).With("user/alice/memories/facts", "no folder");

        var result = await lab.Done();

        Assert.Contains(""" "extracted":{"preferences":1},"known":0,"dropped":2 """.Trim(), result,
            StringComparison.Ordinal);
        Assert.Contains("I prefer green tea.", lab.Read(TeaFile), StringComparison.Ordinal);
        Assert.Equal("no folder", lab.Read("user/alice/memories/facts"));
        Assert.True(lab.Exists($"{Archive}/.done"));
    }

    [Fact]
    public async Task Execute_TwiceInTwoTransactions_WritesOnce()
    {
        using var lab = Lab(Write(Tea));
        await lab.Done();
        var once = lab.Read(TeaFile);

        lab.Id = new(Later, 0);
        var again = await lab.Done();

        Assert.Equal(once, lab.Read(TeaFile));
        Assert.Contains(""" "extracted":{},"known":1 """.Trim(), again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_TheSameWordsInOtherLines_AreOneMemoryOfThatArchive()
    {
        using var lab = Lab(Write(Tea));
        await lab.Done();

        lab.Id = new(Later, 0);
        lab.Command = Write(Tea with { Text = "I prefer\n green   tea." });
        var again = await lab.Done();

        Assert.Contains("\"known\":1", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_SeveralOfOneTopic_ShareItsFile()
    {
        using var lab = Lab(Write(Tea, Tea with { Text = "I never drink black tea." }));

        await lab.Done();

        Assert.Equal(4, lab.Read(TeaFile).TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Execute_NoFileCanBeThere_DropsThatMemoryAlone()
    {
        using var lab = Lab(Write(Tea, Hill)).With(TeaFile + "/");

        var result = await lab.Done();

        Assert.Contains(""" "extracted":{"facts":1},"known":0,"dropped":2 """.Trim(), result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AFullFile_StaysAsItIs()
    {
        var full = new string('x', 256 * 1024 - 4);
        using var lab = Lab(Write(Tea)).With(TeaFile, full);

        await lab.Done();

        Assert.Equal(full, lab.Read(TeaFile));
    }

    [Fact]
    public async Task Execute_SuccessAfterAFailure_TakesItsMarkAway()
    {
        using var lab = Lab(Write(Tea)).With($"{Archive}/.failed.json", "{}");

        await lab.Done();

        Assert.False(lab.Exists($"{Archive}/.failed.json"));
        Assert.True(lab.Exists($"{Archive}/.done"));
    }

    [Fact]
    public async Task Execute_AFailure_SaysWhyAndNothingElse()
    {
        using var lab = Lab(Write() with { Failure = new Reason(ErrorCode.Unavailable, "The model is away.") });

        await lab.Done();

        Assert.Contains("The model is away.", lab.Read($"{Archive}/.failed.json"), StringComparison.Ordinal);
        Assert.False(lab.Exists($"{Archive}/.done"));
        Assert.False(lab.Exists($"{Archive}/.abstract.md"));
    }

    [Fact]
    public async Task Totals_OfASession_AreWhatItsArchivesSay()
    {
        var (first, second) = (new TokenUsage(70, 20, 90, 8, 3), new TokenUsage(5, 0, 5));
        using var lab = Lab(Write(Tea, Hill) with { Usage = first });
        await lab.Done();
        lab.Id = new(Later, 0);
        lab.Command = Write() with { Archive = Other(2), Usage = second, Failure = new(ErrorCode.Unavailable, "No.") };
        lab.With($"{Other(2).Path}/messages.jsonl", "{}\n");
        await lab.Done();
        // One that is not over, one that cannot be read, and one of an earlier build.
        lab.With($"{Other(3).Path}/messages.jsonl", "{}\n").With($"{Other(4).Path}/.done", "{\"memories\":{\"fa")
            .With($"{Other(5).Path}/.done", """{"commit":"x","memories":{"facts":3}}""");

        var totals = await Totals(lab);

        Assert.Equal(first.Plus(second), totals.Usage);
        Assert.Equal(
            new Dictionary<string, int> { ["preferences"] = 1, ["facts"] = 4 }, totals.Memories);
    }

    [Fact]
    public async Task Totals_OfASessionWithoutHistory_AreNothing()
    {
        using var lab = Lab(Write(Tea));

        Assert.Equal(TokenUsage.None, (await Totals(lab)).Usage);
        Assert.Empty((await Totals(lab)).Memories);
    }

    static async Task<SessionTotals> Totals(TreeLab lab) =>
        await new LocalSessionArchives(lab.Paths, new ArchiveMarks(lab.Paths)).Totals(
            TreeLab.Account, SessionUri.Of("alice", "s1"), TestContext.Current.CancellationToken);

    static VikingUri Other(int number) => SessionUri.Archive(SessionUri.Of("alice", "s1"), number);

    [Fact]
    public async Task Execute_TheArchiveIsGone_IsRefused()
    {
        using var lab = Lab(Write(Tea) with { Archive = TreeLab.Uri("user/alice/sessions/s2/history/archive_001") });

        Assert.Equal(ErrorCode.NotFound, (await lab.Refused()).Code);
    }
}
