using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>How far a long step is.</summary>
public sealed class FollowingTests : MachineTest
{
    [Fact]
    public async Task StepProgress_OfTheStepUnderWay_IsStoredWithOneCommit()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1), commands: 1);
        var commits = Coordinator.Writer.Commits;

        await Coordinator.Tell(new StepProgress(First, 0, Done: 120, Total: 300, "files"));

        Assert.Equal(commits + 1, Coordinator.Writer.Commits);
        var view = await Coordinator.View(First);
        Assert.Equal(new Progress(120, 300, "files"), view.Steps[0].Progress);
        Assert.Equal("sent", view.Steps[0].Status);
        Assert.Null(view.Steps[1].Progress);
    }

    [Fact]
    public async Task StepProgress_SurvivesARestart()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1), commands: 1);
        await Coordinator.Tell(new StepProgress(First, 0, Done: 5, Total: null, "files"));

        await Restart();

        Assert.Equal(new Progress(5, null, "files"), (await Coordinator.View(First)).Steps[0].Progress);
    }

    [Fact]
    public async Task StepCompleted_AfterProgress_HasNoneLeft()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1, steps: 1), commands: 1);
        await Coordinator.Tell(new StepProgress(First, 0, Done: 5, Total: 6, "files"));

        await Coordinator.Tell(new StepCompleted(First, 0, null));

        var step = Assert.Single((await Coordinator.End(First)).Steps);
        Assert.Equal(("done", null), (step.Status, step.Progress));
    }

    [Fact]
    public async Task StepProgress_OfAnotherStep_IsCountedAsLate()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1), commands: 1);

        await Coordinator.Tell(new StepProgress(First, 1, Done: 5, Total: 6, "files"));

        Assert.All((await Coordinator.View(First)).Steps, step => Assert.Null(step.Progress));
    }
}
