using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Tests.Remove;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>
/// An rm cannot be undone, for something else stands at its place, and an operator resolves it: what it has set aside
/// may be all that is left.
/// </summary>
public sealed class ResolvedTests
{
    [Fact]
    public async Task Close_KeepingWhatIsSetAside_ListsItUntilItIsPurged()
    {
        using var lab = await Stuck();
        var purge = new Purge(lab.Paths);

        purge.Close(lab.Id.TransactionId, keepsSetAside: true);
        purge.Close(lab.Id.TransactionId, keepsSetAside: true);

        Assert.Equal(["kept"], SetAside(lab));
        Assert.Equal([lab.Id.TransactionId], purge.Unpurged());
        purge.Close(lab.Id.TransactionId);
        Assert.Empty(SetAside(lab));
        Assert.Empty(purge.Unpurged());
    }

    [Fact]
    public async Task Close_KeepingWhatIsSetAside_RefusesLateMessages()
    {
        using var lab = await Stuck();
        var before = await lab.Snapshot();
        new Purge(lab.Paths).Close(lab.Id.TransactionId, keepsSetAside: true);

        Assert.Equal(ErrorCode.Stale, (await lab.Refused()).Code);
        Assert.False(await lab.Undo());

        Assert.Equal(before, await lab.Snapshot());
        Assert.Equal(["kept"], SetAside(lab));
        Assert.Empty(Directory.EnumerateFileSystemEntries(lab.Paths.Open));
    }

    [Fact]
    public async Task Close_DiedBeforeTheHomesWentAway_LateMessagesLeaveThem()
    {
        using var lab = await Stuck();
        new Purge(lab.Paths).Close(lab.Id.TransactionId, keepsSetAside: true);
        Directory.Move(lab.Paths.KeptOf(lab.Id), lab.Paths.HomeOf(lab.Id));

        Assert.Equal(ErrorCode.Stale, (await lab.Refused()).Code);
        Assert.False(await lab.Undo());

        Assert.Equal(["kept"], SetAside(lab));
    }

    [Fact]
    public async Task Purge_LongAfterTheTombstoneIsForgotten_DeletesWhatWasKept()
    {
        using var lab = await Stuck();
        new Purge(lab.Paths).Close(lab.Id.TransactionId, keepsSetAside: true);
        Assert.Equal(1, new Purge(lab.Paths).Sweep(DateTimeOffset.MaxValue));

        new Purge(lab.Paths).Close(lab.Id.TransactionId);

        Assert.Empty(SetAside(lab));
    }

    static async Task<TreeLab> Stuck()
    {
        var lab = RemoveTreeLawTests.Lab("resources/d", recursive: true).With("resources/d/file", "kept");
        await lab.Done();
        lab.With("resources/d", "in the way");
        await Assert.ThrowsAnyAsync<Exception>(() => lab.Undo());
        return lab;
    }

    static string[] SetAside(TreeLab lab) =>
    [
        .. Directory.EnumerateFiles(lab.Paths.Reserved, "file", SearchOption.AllDirectories).Select(File.ReadAllText),
    ];
}
