using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;

namespace Sagas.Consumers.Tests.FileTree;

public sealed class SpareFoldersTests : IDisposable
{
    const int KeptMax = 3;
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-spares-");
    readonly TreePaths _paths;

    public SpareFoldersTests() => _paths = new TreePaths(
        new FileTreeOptions { Root = Path.Combine(_folder.FullName, "fs"), SpareFoldersMax = KeptMax });

    string Kept => Path.Combine(_paths.Reserved, "spare");

    string Made => Path.Combine(_folder.FullName, "made");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void TakeBack_WhateverWasLeft_KeepsOneHomeAndABlankRecord()
    {
        _paths.LeaveASpare();

        _paths.Spares.MakeDirectory(Made);

        Assert.Equal(
            ["home", "home/blank", "home/blank/record"],
            Directory.EnumerateFileSystemEntries(Made, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Made, path)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Kept));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_paths.Purging));
    }

    [Fact]
    public void TakeBack_NoHomeInIt_IsDeleted()
    {
        Directory.CreateDirectory(Path.Combine(Made, "0.unpublished", "opening"));

        _paths.Spares.TakeBack(Made);

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

    [Fact]
    public void MakeDirectory_SomethingIsThere_StaysAsItIs()
    {
        _paths.LeaveASpare();
        Directory.CreateDirectory(Path.Combine(Made, "mine"));

        _paths.Spares.MakeDirectory(Made);

        Assert.Equal([Path.Combine(Made, "mine")], Directory.EnumerateFileSystemEntries(Made));
        Assert.Single(Directory.GetDirectories(Kept));
    }

    [Fact]
    public void MakeDirectory_NoParent_Throws()
    {
        _paths.LeaveASpare();

        Assert.Throws<DirectoryNotFoundException>(
            () => _paths.Spares.MakeDirectory(Path.Combine(_folder.FullName, "none", "made")));
    }

    [Fact]
    public void Spares_OfAProcessThatDied_AreNeverUsed()
    {
        _paths.LeaveASpare();

        new SpareFolders(Kept, KeptMax).MakeDirectory(Made);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Made));
        Assert.Single(Directory.GetDirectories(Kept));
    }

    [Fact]
    public void Sweep_TakesTheOldOnesAndThoseItDiedOver()
    {
        _paths.LeaveASpare();
        _paths.LeaveASpare();
        var old = Directory.GetDirectories(Kept)[0];
        var doomed = Directory.CreateDirectory(Path.Combine(Kept, "x.doomed", "home")).Parent!.FullName;
        foreach (var path in (string[])[old, doomed])
            Directory.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1));

        _paths.Spares.Sweep(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.DoesNotContain(old, Directory.GetDirectories(Kept));
        Assert.Single(Directory.GetDirectories(Kept));
        // Both are asked for: the one that was swept is passed over.
        _paths.Spares.MakeDirectory(Made);
        _paths.Spares.MakeDirectory(Made + "2");
        Assert.True(Directory.Exists(Made) && Directory.Exists(Made + "2"));
    }
}
