using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Consumers.Tests.AddResource;
using Sagas.Consumers.Tests.Index;
using Sagas.Consumers.Tests.Move;
using Sagas.Consumers.Tests.Remove;
using Sagas.Consumers.Tests.SessionCommit;
using Sagas.Consumers.Tests.Steps;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>
/// Whoever made a directory and is undone removes it when it is empty, and it may be empty only because a step has
/// what was in it in its folder. No lock keeps the two apart: the one below it does not lock its parents.
/// </summary>
public sealed class ParentsGoneTests
{
    static readonly Dictionary<string, (string Parent, Func<TreeLab> Lab)> Scenes = new()
    {
        ["mv"] = ("resources/x", () => MoveTreeLawTests.Lab("resources/x/s", "resources/y").With("resources/x/s")),
        ["mv over a file"] = ("resources/x", () => MoveTreeLawTests.Lab("resources/s", "resources/x/old")
            .With("resources/s", "new").With("resources/x/old", "old")),
        ["rm"] = ("resources/x", () => RemoveTreeLawTests.Lab("resources/x/s").With("resources/x/s")),
        ["rm in a deep directory"] = ("resources/x/y", () => RemoveTreeLawTests.Lab("resources/x/y/s")
            .With("resources/x/y/s")),
        ["write replacing"] = ("resources/x", () => WriteContentTests.Lab("resources/x/s", WriteMode.Replace)
            .With("resources/x/s")),
        ["add replacing"] = ("resources/x", () => StageLabs.Place("resources/x/s").With("resources/x/s/old.md")),
        ["sidecars"] = ("resources/d", () => WriteSidecarsTests.Lab("L1", null, sources: [])
            .With("resources/d/.overview.md", "old")),
        ["memories"] = ("user/alice/memories/facts", () => WriteMemoriesLawTests
            .Lab(WriteMemoriesLawTests.Write(WriteMemoriesLawTests.Hill))
            .With("user/alice/memories/facts/home.md", "old\n")),
    };

    public static TheoryData<string> Names => [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Undo_EmptyParentRemovedBeforeIt_PutsBackWithTheParent(string scene)
    {
        var points = new FailAt(0);
        using (var lab = Scenes[scene].Lab())
            await lab.Done(points);
        for (var k = 0; k <= points.Reached.Count; k++)
        {
            for (var j = 0; await PutsBack(scene, k, j); j++)
            {
            }
        }
    }

    [Fact]
    public async Task Undo_OfTheOneThatMadeTheParent_DoesNotKeepTheNeighbourFromItsUndo()
    {
        using var lab = MoveTreeLawTests.Lab("resources/x/s", "resources/y").With("resources/q", "q");
        var mine = (lab.Id, lab.Command);
        var maker = (
            Id: new StepId(new TransactionId(new Guid(1, 0, 0, new byte[8])), 0),
            Command: new MoveTree(TreeLab.Account, TreeLab.Uri("resources/q"), TreeLab.Uri("resources/x/b")));

        (lab.Id, lab.Command) = maker;
        await lab.Done();
        lab.With("resources/x/s", "s");
        (lab.Id, lab.Command) = mine;
        await lab.Done();
        (lab.Id, lab.Command) = maker;
        await lab.Undo();
        Assert.False(lab.Exists("resources/x"));
        (lab.Id, lab.Command) = mine;
        await lab.Undo();

        Assert.Equal(("s", "q"), (lab.Read("resources/x/s"), lab.Read("resources/q")));
        Assert.False(lab.Exists("resources/y"));
    }

    /// <summary>Dies at the k-th point of the doing (0 = never) and the j-th of the undoing (0 = never); the parent is
    /// removed after each, where it is empty. False when the undoing has fewer points.</summary>
    static async Task<bool> PutsBack(string scene, int k, int j)
    {
        var (parent, make) = Scenes[scene];
        using var lab = make();
        var before = await lab.Snapshot();
        await Dies(() => lab.Execute(new FailAt(k)));
        Disk.RemoveIfEmpty(lab.FullPath(parent));
        var died = j > 0 && await Dies(() => lab.Undo(new FailAt(j)));
        Disk.RemoveIfEmpty(lab.FullPath(parent));
        await lab.Undo();
        Assert.Equal(before, await lab.Snapshot());
        return j == 0 || died;
    }

    static async Task<bool> Dies(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (InjectedFaultException)
        {
            return true;
        }
    }
}
