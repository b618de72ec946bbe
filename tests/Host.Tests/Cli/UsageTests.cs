using Sagas.Testing.Approvals;

namespace Sagas.Host.Tests.Cli;

public sealed class UsageTests
{
    public static TheoryData<string> Verbs { get; } = ["", .. VerbTree.All.Select(verb => verb.Line)];

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
    [InlineData("add ", "PATH")]
    [InlineData("ls --limit 100000", "100000")]
    [InlineData("tree --limit -1", "-1")]
    [InlineData("serve quickly", "quickly")]
    [InlineData("serve --DataPath=x", "--DataPath=x")]
    [InlineData("serve --Saga:DataPath=x", "--Saga:DataPath=x")]
    [InlineData("--Sagas__DataPath=x", "--Sagas__DataPath=x")]
    [InlineData("--urls=http://127.0.0.1:0", "--urls=")]
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

    [Theory]
    [InlineData("--sagas:datapath=x")]
    [InlineData("--Logging:LogLevel:Default=Debug")]
    [InlineData("--Kestrel:Certificates:Default:Path=x")]
    [InlineData("--ConnectionStrings:Sagas=x=y")]
    [InlineData("--contentRoot=/tmp/x")]
    [InlineData("--environment=Development")]
    public async Task Serve_KeyThatTheHostReads_IsTaken(string setting) =>
        Assert.Equal([setting], (await CliRun.Of("serve", setting)).Served);

    [Theory]
    [InlineData("k\n")]
    [InlineData("schlüssel")]
    public async Task ApiKey_ThatNoHeaderCanCarry_Exits2AndIsNotShown(string key)
    {
        var run = await CliRun.Of(["ls", "--url", "http://127.0.0.1:9"], false, ("SAGAS_API_KEY", key));
        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("API key", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(key, run.Error, StringComparison.Ordinal);
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
