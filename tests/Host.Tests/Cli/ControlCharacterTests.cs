using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Cli;

/// <summary>Whatever a name or a message holds, it does not act on the terminal.</summary>
public sealed class ControlCharacterTests : ServiceTests, IDisposable
{
    const string Clear = "\u001b[2J";
    const string Shown = "?[2J";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    string At(string name) => Path.Combine(_folder.FullName, name);

    async Task<CliRun> Run(bool isTerminal, params string[] args)
    {
        var run = await CliRun.Of([.. args, "--url", Service.Url], isTerminal, ("NO_COLOR", "1"));
        Assert.DoesNotContain(Clear, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Clear, run.Error, StringComparison.Ordinal);
        return run;
    }

    [Fact]
    public async Task Refusal_OfTheService_IsHarmless()
    {
        var run = await Run(false, "tx", "show", $"no{Clear}id");
        Assert.Equal(1, run.Exit);
        Assert.Contains($"no{Shown}id", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_MoreThanIsTaken_IsHarmless() =>
        Assert.Contains(Shown, (await Run(false, "locks", Clear)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Add_PathThatIsMissing_IsHarmless() =>
        Assert.Contains(Shown, (await Run(false, "add", At(Clear))).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Add_LinkThatIsLeftOut_IsHarmless()
    {
        await File.WriteAllTextAsync(At("guide.md"), "hello", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(At(Clear), At("guide.md"));

        var run = await Run(false, "add", _folder.FullName);

        Assert.Equal(0, run.Exit);
        Assert.Contains($"left out the link {At(Shown)}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Add_ProgressOfAStep_IsHarmless(bool isTerminal)
    {
        await File.WriteAllTextAsync(At("guide.md"), "hello", TestContext.Current.CancellationToken);
        Service.Transactions.Endings.Enqueue(view =>
        {
            Service.Transactions.WhenAwaited = _ =>
            {
                // Twice: whoever looks while the answer comes may take one and never show it.
                Service.Transactions.FoundNext.Enqueue(UnderWay(view));
                Service.Transactions.FoundNext.Enqueue(UnderWay(view));
                Service.Transactions.FoundNext.Enqueue(view);
            };
            return view.In(TransactionPhase.Exec);
        });

        var run = await Run(isTerminal, "add", At("guide.md"));

        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains($"files{Shown}", run.Out, StringComparison.Ordinal);
        Assert.Contains($"stage{Shown} sent", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_ReasonOfAnAttempt_IsHarmless()
    {
        Service.Transactions.Endings.Enqueue(view =>
        {
            var completed = view.WithMemories();
            Service.Transactions.FoundNext.Enqueue(completed with
            {
                Commit = completed.Commit! with
                {
                    Phase = SessionCommitPhase.Resting,
                    NextAt = view.UpdatedAt,
                    Reason = new Reason(ErrorCode.Unavailable, $"Away{Clear}."),
                },
            });
            Service.Transactions.FoundNext.Enqueue(completed);
            return completed;
        });

        var run = await Run(false, "session", "commit", "s1", "--memories");

        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains($"Away{Shown}.", run.Out, StringComparison.Ordinal);
    }

    static TransactionView UnderWay(TransactionView view) => view.In(TransactionPhase.Exec) with
    {
        Steps =
        [
            new StepView(
                0, $"stage{Clear}", "sent", 1, JsonSerializer.SerializeToElement(new { }), null, null,
                new Lifecycle.Progress(150, 300, $"files{Clear}")),
        ],
    };
}
