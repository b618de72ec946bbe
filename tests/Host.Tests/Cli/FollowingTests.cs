using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Lifecycle;
using Sagas.Queries;

namespace Sagas.Host.Tests.Cli;

/// <summary>How far a long step is, wherever somebody looks.</summary>
public sealed class FollowingTests : ServiceTests, IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    static TransactionView UnderWay(TransactionView view, long? total = 300) =>
        view.In(TransactionPhase.Exec) with
        {
            Steps =
            [
                new StepView(
                    0, "stage-tree", "sent", 1, JsonSerializer.SerializeToElement(new { }), null, null,
                    new Progress(150, total, "files")),
            ],
        };

    [Fact]
    public async Task Transaction_StepUnderWay_SaysHowFarItIs()
    {
        var view = UnderWay(Views.Committed(Views.NewId(), "add_resource", "viking://resources/a"));
        Service.Transactions.Add(view);

        var step = (await Service.Get($"/api/v1/transactions/{view.Id}")).Ok().GetProperty("steps")[0];

        Assert.Equal(
            (150, 300, "files"),
            (step.GetProperty("progress").GetProperty("done").GetInt32(),
                step.GetProperty("progress").GetProperty("total").GetInt32(),
                step.GetProperty("progress").GetProperty("unit").GetString()));
    }

    [Theory]
    [InlineData(300L, "step 0\tstage-tree\tsent\t1 sent\t150 of 300 files\n")]
    [InlineData(null, "step 0\tstage-tree\tsent\t1 sent\t150 files\n")]
    public async Task Show_StepUnderWay_SaysHowFarItIs(long? total, string line)
    {
        var view = UnderWay(Views.Committed(Views.NewId(), "add_resource", "viking://resources/a"), total);
        Service.Transactions.Add(view);

        var run = await CliRun.Of("tx", "show", view.Id.ToString(), "--url", Service.Url);

        Assert.Contains(line, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "stage-tree [###############...............] 150 of 300 files")]
    [InlineData(false, "stage-tree 150 of 300 files\n")]
    public async Task Add_StepUnderWay_DrawsABarOrPrintsALine(bool isTerminal, string expected)
    {
        var path = Path.Combine(_folder.FullName, "guide.md");
        await File.WriteAllTextAsync(path, "hello", TestContext.Current.CancellationToken);
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

        var run = await CliRun.Of(["add", path, "--url", Service.Url], isTerminal, ("NO_COLOR", "1"));

        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
        Assert.Contains("added viking://resources/guide", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OnANarrowTerminal_KeepsIdsWhole()
    {
        var uri = "viking://resources/" + new string('x', 200);
        var view = Views.Committed(Views.NewId(), "mv", uri, "viking://resources/b");
        Service.Transactions.Add(view);

        var run = await CliRun.Of(["tx", "list", "--url", Service.Url], isTerminal: true, ("NO_COLOR", "1"));

        Assert.Contains(view.Id.ToString(), run.Out, StringComparison.Ordinal);
        Assert.Contains(uri, run.Out, StringComparison.Ordinal);
    }
}
