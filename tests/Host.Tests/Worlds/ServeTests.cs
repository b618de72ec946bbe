using System.Net;
using System.Net.Sockets;
using Sagas.Host.Cli;
using Sagas.Host.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Host.Tests.Worlds;

/// <summary>What serve says when it cannot.</summary>
public sealed class ServeTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("sagas-serve-").FullName;
    readonly StringWriter _out = new();
    readonly StringWriter _error = new();

    string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task Serve_AddressInUse_NamesUrlAndKey()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        Assert.Equal(ExitCode.Failed, await Serve($"--Sagas:Http:Urls={url}"));
        var line = TheLine();
        Assert.Contains(url, line, StringComparison.Ordinal);
        Assert.Contains("already in use", line, StringComparison.Ordinal);
        Assert.Contains("Sagas:Http:Urls", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data), "the data folder was touched");
    }

    [Fact]
    public async Task Serve_DataFolderOfAnotherProcess_NamesIt()
    {
        using var owner = DataFolder.Claim(Data);
        Assert.Equal(ExitCode.Failed, await Serve());
        Assert.Contains($"is used by process {Environment.ProcessId}", TheLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Claim_AfterTheOwnerHasGone_Succeeds()
    {
        DataFolder.Claim(Data).Dispose();
        DataFolder.Claim(Data).Dispose();
    }

    [Fact]
    public async Task Serve_DataFolderThatCannotBeMade_SaysSo()
    {
        await File.WriteAllTextAsync(Data, "a file", TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, await Serve($"--Sagas:DataPath={Data}/below"));
        Assert.Contains("cannot be written", TheLine(), StringComparison.Ordinal);
        Assert.Contains("Sagas:DataPath", TheLine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sagas.db")]
    [InlineData("index.db")]
    public async Task Serve_BrokenDatabase_NamesItAndLeavesItAlone(string name)
    {
        Directory.CreateDirectory(Data);
        var file = Path.Combine(Data, name);
        var content = string.Concat(Enumerable.Repeat("this is no database. ", 200));
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, await Serve());
        Assert.Contains(name, TheLine(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([".lock", name], Directory.GetFileSystemEntries(Data).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Serve_WrongConfiguration_ListsAllErrors()
    {
        Assert.Equal(ExitCode.Failed, await Serve("--Sagas:Transprt=x", "--Sagas:Timeouts:Step=soon"));
        var lines = _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(lines, line => line.Contains("Sagas:Transprt", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Sagas:Timeouts:Step", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Sagas": { "DataPath": } }""", "Line 1: ")]
    [InlineData("""{ "Sagas": { "DataPath": "a", "datapath": "b" } }""", "Sagas:datapath")]
    public async Task Serve_SettingsFileThatCannotBeRead_NamesItAndThePlace(string json, string place)
    {
        var file = Path.Combine(_folder, "appsettings.json");
        await File.WriteAllTextAsync(file, json, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, await Serve($"--contentRoot={_folder}"));

        Assert.StartsWith("configuration: ", TheLine(), StringComparison.Ordinal);
        Assert.Contains(file, TheLine(), StringComparison.Ordinal);
        Assert.Contains(place, TheLine(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data), "the data folder was touched");
    }

    [Fact]
    public async Task Serve_ContentRootThatIsMissing_SaysSo()
    {
        Assert.Equal(ExitCode.Failed, await Serve($"--contentRoot={_folder}/none"));
        Assert.StartsWith("configuration: ", TheLine(), StringComparison.Ordinal);
        Assert.Contains($"{_folder}/none", TheLine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Started_PrintsUrlWorldAndDataFolderAndDrainsOnCtrlC()
    {
        using var output = new ReadyWriter { NewLine = "\n" };
        using var ctrlC = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = ServeCommand.Run(
            new ServeArguments([$"--Sagas:DataPath={Data}/.", "--Sagas:Http:Urls=http://127.0.0.1:0"]), output, _error,
            ctrlC.Token);
        await Task.WhenAny(run, output.Ready).WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken);
        await ctrlC.CancelAsync();

        Assert.Equal((ExitCode.Ok, ""), (await run, _error.ToString()));
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^sagas   http://127\.0\.0\.1:[1-9]\d*$", lines[0]);
        Assert.Equal(
            [
                "world   InMemory, Sqlite, index Sqlite", $"data    {Data}", "Ctrl-C drains and stops.", "stopped",
            ],
            lines[1..]);
    }

    [Fact]
    public async Task Serve_CtrlCWhileItSaysThatItRuns_DrainsAndStops()
    {
        using var ctrlC = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var impatient = new ImpatientReader(ctrlC);

        Assert.Equal(ExitCode.Ok, await ServeCommand.Run(new ServeArguments(Defaults), impatient, _error, ctrlC.Token));
        Assert.EndsWith($"stopped{Environment.NewLine}", impatient.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Presses Ctrl-C as soon as it reads of it.</summary>
    sealed class ImpatientReader(CancellationTokenSource ctrlC) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith("Ctrl-C", StringComparison.Ordinal) is true)
                ctrlC.Cancel();
        }
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    string[] Defaults => [$"--Sagas:DataPath={Data}", "--Sagas:Http:Urls=http://127.0.0.1:0"];

    Task<int> Serve(params string[] settings) => ServeCommand.Run(
        new ServeArguments([.. Defaults, .. settings]), _out, _error, TestContext.Current.CancellationToken);

    string TheLine() => Assert.Single(_error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
