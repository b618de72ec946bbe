using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Tests.AddResource;
using Sagas.Consumers.Tests.Move;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>
/// A process that is killed between its last rename and the sync leaves the effect whole and the step's folder in its
/// old state. The step that is sent again finds nothing to do, and still makes durable what the other one changed: it
/// answers for it (ADR 0013).
/// </summary>
public sealed class ResumedSyncTests
{
    public static TheoryData<string, string> Names => AllScenes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Execute_WholeButNotSynced_SyncsEveryFolderThatChanged(string step, string scene)
    {
        using var lab = AllScenes.Lab(step, scene);
        var first = await Synced(lab, faults => lab.Done(faults));
        Reopen(lab, "done", "open");

        Assert.Empty(first.Except(await Synced(lab, faults => lab.Done(faults))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Undo_WholeButNotSynced_SyncsEveryFolderThatChanged(string step, string scene)
    {
        using var lab = AllScenes.Lab(step, scene);
        await lab.Done();
        var first = await Synced(lab, faults => lab.Undo(faults));
        Reopen(lab, "undone", "undo");

        Assert.Empty(first.Except(await Synced(lab, faults => lab.Undo(faults))));
    }

    [Fact]
    public async Task Undo_MissingParentsWereMadeButNotSynced_SyncsTheirNames()
    {
        using var lab = MoveTreeLawTests.Lab("resources/x/deep/s", "resources/y").With("resources/x/deep/s");
        await lab.Done();
        Directory.Delete(lab.FullPath("resources/x"), recursive: true);
        var first = await Synced(lab, faults => lab.Undo(faults));
        Assert.Contains("acme/resources", first);
        Assert.Contains("acme/resources/x", first);
        Reopen(lab, "undone", "undo");

        Assert.Empty(first.Except(await Synced(lab, faults => lab.Undo(faults))));
    }

    [Fact]
    public async Task Execute_PowerFailureTookTheNameDoneOfTheStage_PlacesTheTree()
    {
        using var lab = StageLabs.Place("resources/docs");
        var stage = lab.Paths.HomeOf(lab.Id with { Step = 0 });
        Directory.Move(Path.Combine(stage, "done"), Path.Combine(stage, "open"));

        await lab.Done();

        Assert.Equal("one", lab.Read("resources/docs/one.md"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Execute_BeforeItsEffect_TheRecordAndTheWayToItAreDurable(string step, string scene)
    {
        using var lab = AllScenes.Lab(step, scene);
        var synced = new List<string>();
        var before = new List<string>();
        Disk.Synced.Value = synced.Add;

        await lab.Done(new AtTheRecord(() => before.AddRange(synced)));

        Disk.Synced.Value = null;
        var home = lab.Paths.HomeOf(lab.Id);
        Assert.Equal([Path.Combine(home, "open"), home, lab.Paths.Open], before.TakeLast(3));
    }

    /// <summary>The home was another step's before; of what was done to it since, only its new place was durable.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Execute_PowerFailureShowsTheRecordOfAnotherStep_DecidesAnew(string step, string scene)
    {
        using var lab = AllScenes.Lab(step, scene);
        var before = await lab.Snapshot();
        var open = Directory.CreateDirectory(Path.Combine(lab.Paths.HomeOf(lab.Id), "open")).FullName;
        File.WriteAllText(Path.Combine(open, StepFolder.RecordNameIn("of-another.0")), """{"record":{}}""");

        await lab.Done();
        await lab.Undo();

        Assert.Equal(before, await lab.Snapshot());
    }

    static void Reopen(TreeLab lab, string state, string before) => Directory.Move(
        Path.Combine(lab.Paths.HomeOf(lab.Id), state), Path.Combine(lab.Paths.HomeOf(lab.Id), before));

    /// <summary>The folders whose names a run makes durable after its record, but for those with names of one attempt:
    /// they end in a random one with a dot of its own.</summary>
    static async Task<HashSet<string>> Synced(TreeLab lab, Func<IFaultPoints, Task> run)
    {
        var folders = new HashSet<string>();
        Disk.Synced.Value = path => folders.Add(Path.GetRelativePath(lab.Root, path));
        await run(new AtTheRecord(folders.Clear));
        Disk.Synced.Value = null;
        folders.RemoveWhere(path => path.Split('/').Any(name => name.TrimStart('.').Count(c => c == '.') > 1));
        return folders;
    }

    /// <summary>Calls something when the undo record is written: what was prepared before it is durable.</summary>
    sealed class AtTheRecord(Action call) : IFaultPoints
    {
        public ValueTask Reach(string point, CancellationToken cancellationToken = default)
        {
            if (point.EndsWith(".execute.after-undo-record", StringComparison.Ordinal))
                call();
            return ValueTask.CompletedTask;
        }
    }
}
