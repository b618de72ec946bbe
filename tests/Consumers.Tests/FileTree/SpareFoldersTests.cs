using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.Tests.FileTree;

public sealed class SpareFoldersTests : IDisposable
{
    const int KeptMax = 3;
    const string Record = "undo.ended.0.json";
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-spares-");
    readonly TreePaths _paths;

    public SpareFoldersTests() => _paths = new TreePaths(
        new FileTreeOptions { Root = Path.Combine(_folder.FullName, "fs"), SpareFoldersMax = KeptMax });

    string Kept => Path.Combine(_paths.Reserved, "spare");

    string Made => Path.Combine(_folder.FullName, "made");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Publish_ASpareWithWhateverWasLeft_HasOneStateAndABlankRecord()
    {
        _paths.LeaveASpare();

        _paths.Spares.Publish(Made, "opening");

        Assert.Equal(["opening", "opening/record"], Content(Made));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Kept));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_paths.Purging));
    }

    [Fact]
    public void Publish_NoSpare_MakesTheHomeAndTheDurableWayToIt()
    {
        var first = Path.Combine(_folder.FullName, "none", "yet", "made");
        var synced = new List<string>();
        Disk.Synced.Value = synced.Add;

        _paths.Spares.Publish(first, "undone");

        Disk.Synced.Value = null;
        Assert.Equal(
            [_folder.FullName, _paths.Root, _paths.Reserved, _folder.FullName, Path.Combine(_folder.FullName, "none")],
            synced);
        Assert.Equal(["undone"], Content(first));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Kept));
    }

    [Fact]
    public void Publish_SomethingIsThere_StaysAsItIs()
    {
        _paths.LeaveASpare();
        Directory.CreateDirectory(Path.Combine(Made, "mine"));

        _paths.Spares.Publish(Made, "opening");
        _paths.Spares.Publish(Made, "opening");

        Assert.Equal(["mine"], Content(Made));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Kept));
    }

    [Fact]
    public void TakeBack_NoStateInIt_IsDeleted()
    {
        Directory.CreateDirectory(Made);

        _paths.Spares.TakeBack(Made, Record);

        Assert.False(Directory.Exists(Made));
        Assert.False(Directory.Exists(Kept));
    }

    [Fact]
    public void TakeBack_TwoStatesInIt_IsDeleted()
    {
        Directory.CreateDirectory(Path.Combine(Made, "open"));
        Directory.CreateDirectory(Path.Combine(Made, "undone"));

        _paths.Spares.TakeBack(Made, Record);

        Assert.False(Directory.Exists(Made));
        Assert.False(Directory.Exists(Kept));
    }

    [Fact]
    public void TakeBack_MoreThanAreKept_AreDeleted()
    {
        for (var n = 0; n < KeptMax + 2; n++)
            _paths.LeaveASpare();

        Assert.Equal(KeptMax, Directory.GetDirectories(Kept).Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_paths.Purging));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TakeBack_MoreThanTheRecordWasLeft_ItsAbsenceIsDurable(bool more)
    {
        var done = Directory.CreateDirectory(Path.Combine(Made, "done")).FullName;
        File.WriteAllText(Path.Combine(done, Record), "{}");
        if (more)
            File.WriteAllText(Path.Combine(done, "replaced"), "of another transaction");
        Directory.CreateDirectory(Kept);
        var synced = new List<string>();
        Disk.Synced.Value = synced.Add;

        _paths.Spares.TakeBack(Made, Record);

        Disk.Synced.Value = null;
        Assert.Equal(more ? [done] : [], synced);
        Assert.Equal(["blank", "blank/record"], Content(Directory.GetDirectories(Kept).Single()));
    }

    [Fact]
    public void Spares_OfAProcessThatDied_AreNeverUsed()
    {
        _paths.LeaveASpare();

        new SpareFolders(Kept, KeptMax).Publish(Made, "opening");

        Assert.Equal(["opening"], Content(Made));
        Assert.Single(Directory.GetDirectories(Kept));
    }

    [Fact]
    public void Sweep_TakesTheOldOnesAndThoseItDiedOver()
    {
        _paths.LeaveASpare();
        _paths.LeaveASpare();
        var old = Directory.GetDirectories(Kept)[0];
        var doomed = Directory.CreateDirectory(Path.Combine(Kept, "x.doomed", "blank")).Parent!.FullName;
        foreach (var path in (string[])[old, doomed])
            Directory.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1));

        _paths.Spares.Sweep(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.DoesNotContain(old, Directory.GetDirectories(Kept));
        Assert.Single(Directory.GetDirectories(Kept));
        // Both are asked for: the one that was swept is passed over.
        _paths.Spares.Publish(Made, "opening");
        _paths.Spares.Publish(Made + "2", "opening");
        Assert.True(Directory.Exists(Made) && Directory.Exists(Made + "2"));
    }

    static IEnumerable<string> Content(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);
}
