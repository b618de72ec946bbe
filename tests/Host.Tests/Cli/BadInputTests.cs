using System.Diagnostics;
using Sagas.Contracts;
using Sagas.Host.Tests.Http;

namespace Sagas.Host.Tests.Cli;

/// <summary>What is wrong by itself: exit status 1, the code and the field on stderr, and nothing was asked for.
/// </summary>
public sealed class BadInputTests : ServiceTests, IDisposable
{
    const string Good = "viking://resources/good";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-cli-");

    internal override (string, string)[] Settings =>
        [("Sagas:Http:ApiKeys:0", "k:default:alice"), ("Sagas:Limits:MessageBytes", "1024")];

    public static TheoryData<string> BadUris { get; } =
        [.. PipelineTests.BadUris.Select(row => Uri.UnescapeDataString(row.Data)), "viking://user/bob/notes.md"];

    public void Dispose() => _folder.Delete(recursive: true);

    string At(string name) => Path.Combine(_folder.FullName, name);

    async Task Refused(string begins, params string[] args)
    {
        var run = await CliRun.Of([.. args, "--json", "--api-key", "k", "--url", Service.Url]);
        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.StartsWith(begins, run.Error, StringComparison.Ordinal);
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [MemberData(nameof(BadUris))]
    public async Task BadUri_IsRefusedByEveryVerb(string uri)
    {
        await File.WriteAllTextAsync(At("guide.md"), "hello", TestContext.Current.CancellationToken);
        await Refused("INVALID_ARGUMENT: uri ", "rm", uri, "-r");
        await Refused("INVALID_ARGUMENT: uri ", "mkdir", uri);
        await Refused("INVALID_ARGUMENT: from_uri ", "mv", uri, Good);
        await Refused("INVALID_ARGUMENT: to_uri ", "mv", Good, uri);
        // An empty --to is none.
        if (uri.Length == 0)
            return;
        await Refused("INVALID_ARGUMENT: to ", "add", At("guide.md"), "--to", uri);
        await Refused("INVALID_ARGUMENT: parent ", "add", At("guide.md"), "--parent", uri);
    }

    [Theory]
    [InlineData("viking://resources")]
    [InlineData("viking://user/")]
    public async Task ScopeRoot_IsNotRemovedAndNotMoved(string uri)
    {
        await Refused("INVALID_ARGUMENT: uri ", "rm", uri, "-r");
        await Refused("INVALID_ARGUMENT: from_uri ", "mv", uri, Good);
        await Refused("INVALID_ARGUMENT: to_uri ", "mv", Good, uri);
    }

    [Theory]
    [InlineData("tx show")]
    [InlineData("tx cancel")]
    [InlineData("dlq show")]
    [InlineData("session show")]
    [InlineData("session commit")]
    [InlineData("session delete")]
    public async Task Id_ThatWouldBeAnotherRoute_IsRefused(string verb)
    {
        foreach (var id in new[] { "", ".", ".." })
            await Refused($"INVALID_ARGUMENT: '{id}' is no id.", [.. verb.Split(' '), id]);
    }

    [Fact]
    public async Task Add_LinkThatLeadsOutside_IsRefusedByName()
    {
        File.CreateSymbolicLink(At("link"), "/etc/passwd");
        await Refused($"INVALID_ARGUMENT: {At("link")} is a symbolic link", "add", _folder.FullName);
        Assert.Empty(Service.Uploads.Stored);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Add_Fifo_IsRefusedByName(bool isNamedByHand)
    {
        using var made = Process.Start("mkfifo", [At("pipe")]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Refused(
            $"INVALID_ARGUMENT: {At("pipe")} is a device, a socket or a FIFO", "add",
            isNamedByHand ? At("pipe") : _folder.FullName);
        Assert.Empty(Service.Uploads.Stored);
    }

    [Fact]
    public Task Body_OverItsLimit_IsRefusedWithTheLimit() => Refused(
        $"{ErrorCode.ResourceExhausted}: The body has more than 1024 bytes", "mkdir", Good, "--description",
        new string('x', 2000));
}
