using Sagas.Testing.Approvals;

namespace Sagas.Host.Tests.Cli;

public sealed class UsageTests
{
    public static TheoryData<string> Verbs { get; } =
    [
        "", "serve", "add", "rm", "mv", "mkdir", "ls", "tree", "stat", "cat", "find", "session", "session new",
        "session list", "session say", "session commit", "session show", "session delete", "tx", "tx list",
        "tx show", "tx cancel", "tx retry", "tx resolve", "locks", "verify",
        "dlq", "dlq list", "dlq show", "dlq replay", "dlq discard",
    ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_OfAVerb_IsApproved(string verb)
    {
        var run = await CliRun.Of([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        // The name of the running program is not ours: it differs between the host and its tests.
        var help = run.Out.Replace(System.CommandLine.RootCommand.ExecutableName, "sagas", StringComparison.Ordinal);
        Approved.Matches(help, method: $"help {verb}".Trim().Replace(' ', '-'));
    }

    [Theory]
    [InlineData("frob", "frob")]
    [InlineData("rm", "URI")]
    [InlineData("mv viking://resources/a", "TO")]
    [InlineData("rm viking://resources/a extra", "extra")]
    [InlineData("rm viking://resources/a --force", "--force")]
    [InlineData("rm viking://resources/a --wait -1", "--wait")]
    [InlineData("rm viking://resources/a --wait soon", "soon")]
    [InlineData("ls --url nowhere", "--url")]
    [InlineData("tx resolve x", "--reason")]
    [InlineData("dlq discard x", "--reason")]
    [InlineData("dlq replay", "--group")]
    [InlineData("dlq replay x --all", "exactly one")]
    [InlineData("tx", "tx")]
    [InlineData("add x --to a --parent b", "--parent")]
    [InlineData("serve quickly", "quickly")]
    [InlineData("find", "TEXT")]
    [InlineData("find x --limit ten", "ten")]
    public async Task WrongCommandLine_Exits2AndSaysWhy(string line, string named)
    {
        var run = await CliRun.Of(line.Split(' '));
        Assert.Equal(2, run.Exit);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
        Assert.Null(run.Served);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    public async Task Serve_WithOrWithoutItsName_GetsTheSettings(string verb)
    {
        var run = await CliRun.Of(
            [.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--Sagas:DataPath=/tmp/x",
            "--Sagas:Transport=InMemory"]);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(["--Sagas:DataPath=/tmp/x", "--Sagas:Transport=InMemory"], run.Served);
    }

    [Fact]
    public async Task NoService_Exits3()
    {
        var run = await CliRun.Of("ls", "--url", "http://127.0.0.1:9");
        Assert.Equal(3, run.Exit);
        Assert.StartsWith("UNREACHABLE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UrlOfTheEnvironment_IsUsedAndChecked()
    {
        Assert.Equal(3, (await CliRun.Of(["ls"], false, ("SAGAS_URL", "http://127.0.0.1:9"))).Exit);
        Assert.Equal(2, (await CliRun.Of(["ls"], false, ("SAGAS_URL", "nonsense"))).Exit);
    }
}
