using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Steps;
using Sagas.Consumers.Tests.Move;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>Real threads on a real file system: which of them wins is open, what is left is not.</summary>
public sealed class RaceTests
{
    const int Rounds = 60;

    [Fact]
    public async Task Execute_AgainstItsTwinsAndItsUndo_EndsUndoneAndRefused()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var lab = MoveTreeLawTests.Lab("resources/a", "resources/x/y/b").With("resources/a/file");
            var before = await lab.Snapshot();

            await Together(() => lab.Execute(), () => lab.Execute(), () => lab.Undo());

            Assert.Equal(before, await lab.Snapshot());
            Assert.Equal(ErrorCode.Stale, (await lab.Refused()).Code);
        }
    }

    [Fact]
    public async Task Execute_AgainstItsTwins_IsDoneOnce()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var lab = MoveTreeLawTests.Lab("resources/a", "resources/x/b")
                .With("resources/a", "new").With("resources/x/b", "old");
            var before = await lab.Snapshot();

            await Together(() => lab.Done(), () => lab.Done(), () => lab.Done());

            Assert.Equal("new", lab.Read("resources/x/b"));
            await lab.Undo();
            Assert.Equal(before, await lab.Snapshot());
        }
    }

    [Fact]
    public async Task Execute_AgainstThePurge_LeavesNoFolderBehind()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var lab = MoveTreeLawTests.Lab("resources/none", "resources/b");

            await Together(() => lab.Execute(), () => lab.Overtake(), () => lab.Overtake());
            await lab.Overtake();

            Assert.Empty(new Purge(lab.Paths).Unpurged());
            Assert.Equal(ErrorCode.Stale, (await lab.Refused()).Code);
            Assert.Empty(new Purge(lab.Paths).Unpurged());
        }
    }

    [Fact]
    public async Task Execute_NeighboursThatShareAMissingParent_AreAllDoneAndAllUndone()
    {
        for (var round = 0; round < Rounds / 4; round++)
        {
            using var lab = MoveTreeLawTests.Lab("resources/a0", "resources/new/sub/b0");
            var before = "";
            var steps = Enumerable.Range(0, 4).Select(i => (
                Id: new StepId(new TransactionId(new Guid(i + 1, 0, 0, new byte[8])), 0),
                Command: new MoveTree(
                    TreeLab.Account, TreeLab.Uri($"resources/a{i}"), TreeLab.Uri($"resources/new/sub/b{i}")))).ToList();
            for (var i = 0; i < steps.Count; i++)
                lab.With($"resources/a{i}");
            before = await lab.Snapshot();

            await Task.WhenAll(steps.Select(step => Task.Run(() => new Neighbour(lab, step.Id, step.Command).Done())));
            Assert.Equal(4, Directory.GetFiles(lab.FullPath("resources/new/sub")).Length);
            await Task.WhenAll(steps.Select(step => Task.Run(() => new Neighbour(lab, step.Id, step.Command).Undo())));

            // Whoever made the shared parent may have looked while a neighbour was still in it.
            Assert.Equal(before, string.Concat((await lab.Snapshot()).Split('\n')
                .Where(line => line.Length > 0 && !line.Contains("new", StringComparison.Ordinal))
                .Select(line => line + "\n")));
            Assert.Empty(Directory.Exists(lab.FullPath("resources/new"))
                ? Directory.GetFiles(lab.FullPath("resources/new"), "*", SearchOption.AllDirectories)
                : []);
        }
    }

    static Task Together(params Func<Task>[] runs) => Task.WhenAll(runs.Select(run => Task.Run(run)));

    sealed class Neighbour(TreeLab lab, StepId id, MoveTree command) : IStepLab
    {
        public StepId Id => id;

        public object Command => command;

        public IStepParticipant Restart(IFaultPoints faults) => lab.Restart(faults);

        public Task<string> Snapshot() => lab.Snapshot();

        public Task Overtake() => lab.Overtake();

        public void Dispose()
        {
        }
    }
}
