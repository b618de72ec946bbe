using Sagas.Host.Cli;
using Sagas.Host.Demo;

namespace Sagas.Host.Tests.Demo;

/// <summary>The demonstration with the real service in a process of its own.</summary>
public sealed class DemoTests : IDisposable
{
    readonly StringWriter _out = new();
    readonly StringWriter _error = new();

    [Fact]
    public async Task Run_OwnDocuments_EveryCheckHolds()
    {
        var status = await DemoCommand.Run(
            new DemoOptions(null, Keep: false), Environment(), TestContext.Current.CancellationToken);

        Assert.True(status == ExitCode.Ok, _out.ToString() + _error);
        var names = Lines().Where(line => line.StartsWith("ok ", StringComparison.Ordinal))
            .Select(line => line[8..17].Trim());
        Assert.Equal(
            [
                "start", "add", "index", "find", "mv", "find", "rm", "find", "session", "fault", "kill -9", "kill -9",
                "kill -9", "verify", "stop",
            ],
            names);
        Assert.DoesNotContain(Lines(), line => line.Contains("FAILED", StringComparison.Ordinal));
        Assert.Contains(Lines(), line => line.Contains("until its timer undo_retry fires", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_FolderOfTheUser_EveryCheckHolds()
    {
        var folder = Directory.CreateTempSubdirectory("sagas-demo-input-");
        try
        {
            foreach (var (name, content) in OddFiles)
            {
                var path = Path.Combine(folder.FullName, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
            }
            folder.CreateSubdirectory("empty folder");

            var status = await DemoCommand.Run(
                new DemoOptions(folder.FullName, Keep: false), Environment(), TestContext.Current.CancellationToken);

            Assert.True(status == ExitCode.Ok, _out.ToString() + _error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Binary, empty and not UTF-8; deep, hidden, and with names that nobody quotes.</summary>
    static Dictionary<string, byte[]> OddFiles => new()
    {
        ["Verträge 2024/Über Käufer.md"] = "# Käufer\n\nWer was gekauft hat, steht hier.\n"u8.ToArray(),
        ["picture.png"] = [0x89, 0x50, 0, 1, 2, 0xff],
        ["empty.txt"] = [],
        ["latin.txt"] = [0x47, 0x72, 0xfc, 0xdf, 0x65],
        ["a b/c d/weird'1;$(x)&%.txt"] = "plain text about recovery\n"u8.ToArray(),
        ["deep/1/2/3/4/5/6/7/8/9/10/notes.md"] = "Notes from far below.\n"u8.ToArray(),
        ["x/.hidden/secret.md"] = "Nobody's document.\n"u8.ToArray(),
        [".env"] = "A=1\n"u8.ToArray(),
    };

    [Fact]
    public async Task Run_CheckThatDoesNotHold_FailsAndShowsTheLog()
    {
        DemoStep[] steps =
        [
            DemoStory.Steps[0],
            new("flat", "the earth is flat", (_, report, _) =>
            {
                report.Check(false, "it is flat", "a ball");
                return Task.CompletedTask;
            }),
            new("never", "is not reached", (_, _, _) => throw new InvalidOperationException("reached")),
        ];
        var status = await DemoCommand.Run(
            new DemoOptions(null, Keep: false), Environment(), steps, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, status);
        Assert.Contains(Lines(), line => line.StartsWith("FAILED  flat", StringComparison.Ordinal));
        Assert.Contains(Lines(), line => line.EndsWith("FAILED: it is flat; seen: a ball", StringComparison.Ordinal));
        Assert.Contains(Lines(), line => line.Contains("lines of the service", StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(), line => line.Contains("never", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_StepWithoutACheck_Fails()
    {
        DemoStep[] steps = [new("idle", "nothing is checked", (_, _, _) => Task.CompletedTask)];
        Assert.Equal(ExitCode.Failed, await DemoCommand.Run(
            new DemoOptions(null, Keep: false), Environment(), steps, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/no/such/folder", "demo: /no/such/folder is no folder.")]
    [InlineData("", "demo: The name of the folder is empty.")]
    public async Task Run_InputThatIsNoFolder_IsOneLine(string input, string line)
    {
        var status = await DemoCommand.Run(
            new DemoOptions(input, Keep: false), Environment(), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, status);
        Assert.Equal(line, _error.ToString().Trim());
    }

    [Fact]
    public async Task Run_Interrupted_LeavesNoProcessBehind()
    {
        using var stop = new CancellationTokenSource();
        var process = 0;
        DemoStep[] steps =
        [
            DemoStory.Steps[0],
            new("stop", "somebody presses Ctrl-C", async (run, _, ct) =>
            {
                process = run.Service.Id;
                await stop.CancelAsync();
                ct.ThrowIfCancellationRequested();
            }),
        ];
        Assert.Equal(130, await DemoCommand.Run(new DemoOptions(null, Keep: false), Environment(), steps, stop.Token));
        Assert.NotEqual(0, process);
        Assert.False(Directory.Exists($"/proc/{process}"), $"process {process} is still there");
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    string[] Lines() => _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    CliEnvironment Environment() => new()
    {
        Out = _out,
        Error = _error,
        OpenOutput = () => Stream.Null,
    };
}
