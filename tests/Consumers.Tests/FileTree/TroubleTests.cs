using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Tests.AddResource;
using Sagas.Consumers.Tests.Move;
using Sagas.Contracts;
using Sagas.Testing.Processes;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>What the disk does to a step is no refusal: it comes out as an exception, and the step can be done
/// afterwards.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task Execute_ReservedFolderCannotBeWritten_ThrowsAndCanBeDoneLater()
    {
        using var lab = MoveTreeLawTests.Lab("resources/a", "resources/b").With("resources/a");
        Directory.CreateDirectory(lab.Paths.Reserved);
        await File.WriteAllTextAsync(lab.Paths.Open, "in the way", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(() => lab.Execute());
        Assert.True(lab.Exists("resources/a"));
        File.Delete(lab.Paths.Open);
        await lab.Done();

        Assert.True(lab.Exists("resources/b"));
    }

    [Fact]
    public async Task Execute_ParentBecomesAFileAfterTheRecord_ThrowsAndUndoRestores()
    {
        using var lab = MoveTreeLawTests.Lab("resources/a", "resources/p/b").With("resources/a");
        await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Execute(new FailAt(2)));
        lab.With("resources/p");
        var before = await lab.Snapshot();

        await Assert.ThrowsAnyAsync<IOException>(() => lab.Execute());
        await lab.Undo();

        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Undo_SourceTakenBehindItsBack_ThrowsAndKeepsTheTree()
    {
        using var lab = MoveTreeLawTests.Lab("resources/a", "resources/b").With("resources/a", "ours");
        await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Execute(new FailAt(4)));
        lab.With("resources/a", "foreign");

        await Assert.ThrowsAnyAsync<IOException>(() => lab.Undo());
        File.Delete(lab.FullPath("resources/a"));
        await lab.Undo();

        Assert.Equal("ours", lab.Read("resources/a"));
    }

    [Fact]
    public async Task Execute_LongStaging_ReportsTwiceASecond()
    {
        using var lab = LongStaging();
        var reports = new List<StepProgress>();

        await Answer(lab, progress =>
        {
            reports.Add(progress);
            return Task.CompletedTask;
        });

        Assert.InRange(reports.Count, 2, 4);
        Assert.All(reports, report => Assert.Equal((8L, "files"), (report.Total!.Value, report.Unit)));
        Assert.Equal(reports.Select(report => report.Done).Order(), reports.Select(report => report.Done));
    }

    [Fact]
    public async Task Execute_ReportsCannotLeave_IsDoneAllTheSame()
    {
        using var lab = LongStaging();
        var lost = 0;

        var answer = await Answer(lab, _ =>
        {
            lost++;
            throw new IOException("The connection is lost.");
        });

        Assert.IsType<StepCompleted>(answer);
        Assert.InRange(lost, 2, 4);
        Assert.Equal(8, lab.StagedFiles().Count);
    }

    [Fact]
    public async Task Prepare_DiskIsFull_LeavesNothingOfTheAttempt()
    {
        using var folder = new TempFolder();
        var home = folder.At("home");
        Directory.CreateDirectory(Path.Combine(home, StepState.Open));
        var step = new StepFolder(home, StepState.Open);

        await Assert.ThrowsAsync<IOException>(() => step.Prepare("new", async (attempt, stop) =>
        {
            await File.WriteAllTextAsync(Path.Combine(attempt, "half"), "half", stop);
            throw new IOException("No space left on device.");
        }, TestContext.Current.CancellationToken));

        Assert.Empty(Directory.EnumerateFileSystemEntries(step.At("")));
    }

    static TreeLab LongStaging()
    {
        var lab = StageLabs.StageFolder();
        for (var i = 0; i < 8; i++)
            lab.WithImport($"docs/{i}.md");
        lab.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(100);
        return lab;
    }

    static Task<object> Answer(TreeLab lab, Func<StepProgress, Task> report)
    {
        var message = new ExecuteStep(
            lab.Id.TransactionId, lab.Id.Step, "stage-tree", 1, new FencingToken(1),
            WireJson.ToElement((StageTree)lab.Command));
        return lab.Restart(new NoFaultPoints()).Answer(message, report, TestContext.Current.CancellationToken);
    }
}
