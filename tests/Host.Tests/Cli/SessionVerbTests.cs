using System.Text.Json;

namespace Sagas.Host.Tests.Cli;

public sealed class SessionVerbTests : ServiceTests
{
    async Task<string> Good(params string[] args)
    {
        var run = await CliRun.Of([.. args, "--url", Service.Url]);
        Assert.True(run.Exit == 0, run.Error);
        return run.Out;
    }

    [Fact]
    public async Task New_NamedOrNot_PrintsItsId()
    {
        Assert.StartsWith(
            "created session s1, transaction ", await Good("session", "new", "s1"), StringComparison.Ordinal);
        Assert.Matches(@"created session \d{8}-\d{6}-[0-9a-f]{16}, ", await Good("session", "new"));
    }

    [Fact]
    public async Task New_Taken_Exits1WithTheCode()
    {
        await Good("session", "new", "s1");
        var run = await CliRun.Of("session", "new", "s1", "--url", Service.Url);
        Assert.Equal(1, run.Exit);
        Assert.StartsWith("ALREADY_EXISTS", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_TextOrStandardInput_IsAdded()
    {
        Assert.Equal("session s1 has 1 messages\n", await Good("session", "say", "s1", "Hello"));
        var run = await CliRun.Of(
            ["session", "say", "s1", "--role", "assistant", "--url", Service.Url], isTerminal: false, "From a\npipe\n");
        Assert.Equal((0, "session s1 has 2 messages\n"), (run.Exit, run.Out));
        var shown = await Good("session", "show", "s1");
        Assert.Contains("user\tHello\n", shown, StringComparison.Ordinal);
        Assert.Contains("assistant\tFrom a pipe", shown, StringComparison.Ordinal);
        Assert.Contains("messages\t2 live, 2 in all\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_Nothing_IsRefused()
    {
        var run = await CliRun.Of("session", "say", "s1", "--url", Service.Url);
        Assert.Equal(1, run.Exit);
        Assert.StartsWith("INVALID_ARGUMENT", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AndDelete_Work()
    {
        await Good("session", "say", "s1", "Hello");
        Assert.Equal("2026-01-02T03:04:05Z\ts1\n", await Good("session", "list"));
        Assert.StartsWith("deleted session s1, ", await Good("session", "delete", "s1"), StringComparison.Ordinal);
        Assert.Equal("", await Good("session", "list"));
        Assert.Equal(1, (await CliRun.Of("session", "show", "s1", "--url", Service.Url)).Exit);
    }

    [Theory]
    [InlineData("INVALID_ARGUMENT", "new", "a/b")]
    [InlineData("INVALID_ARGUMENT", "new", "..")]
    [InlineData("INVALID_ARGUMENT", "say", "a/b", "x")]
    [InlineData("INVALID_ARGUMENT", "say", ".hidden", "x")]
    [InlineData("INVALID_ARGUMENT", "say", "s1", " ")]
    [InlineData("INVALID_ARGUMENT", "say", "s1", "x", "--role", "")]
    [InlineData("INVALID_ARGUMENT", "show", "a/b")]
    [InlineData("INVALID_ARGUMENT", "delete", "a\\b")]
    [InlineData("INVALID_ARGUMENT", "commit", "a/b")]
    [InlineData("INVALID_ARGUMENT", "commit", "s1", "--keep", "-1")]
    [InlineData("INVALID_ARGUMENT", "commit", "s1", "--keep", "10001")]
    [InlineData("NOT_FOUND", "show", "nobody")]
    [InlineData("NOT_FOUND", "delete", "nobody")]
    public async Task BadInput_IsRefusedWithTheCode(string code, params string[] args)
    {
        var run = await CliRun.Of(["session", .. args, "--url", Service.Url]);
        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.StartsWith(code, run.Error, StringComparison.Ordinal);
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("session", "new", "s2")]
    [InlineData("session", "list")]
    [InlineData("session", "say", "s1", "x")]
    [InlineData("session", "show", "s1")]
    [InlineData("session", "delete", "s1")]
    public async Task Verbs_Json_PrintTheAnswer(params string[] args)
    {
        await Good("session", "say", "s1", "Hello");
        using var json = JsonDocument.Parse(await Good([.. args, "--json"]));
        Assert.NotEqual(JsonValueKind.Null, json.RootElement.ValueKind);
    }
}
