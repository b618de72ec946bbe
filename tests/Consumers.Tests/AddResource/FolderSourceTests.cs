using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.FileTree.Staging;
using Sagas.Contracts;
using Sagas.Testing.Processes;

namespace Sagas.Consumers.Tests.AddResource;

/// <summary>Somebody who may write in an import root exchanges a folder for a link while it is read.</summary>
public sealed class FolderSourceTests : IDisposable
{
    readonly TempFolder _folder = new();

    string Root => Path.Combine(_folder.Path, "import");

    string Outside => Path.Combine(_folder.Path, "outside");

    public FolderSourceTests()
    {
        foreach (var path in (string[])[Path.Combine(Root, "d"), Outside])
        {
            Directory.CreateDirectory(path);
            File.WriteAllText(Path.Combine(path, "passwd"), path == Outside ? "secret" : "public");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FolderBecameALinkAfterTheLook_IsNotThere()
    {
        using var source = new FolderSource(
            Root, new SourceFilter(new StageTree { Account = "acme", Name = "d" }), new FileTreeOptions { Root = "/" },
            TestContext.Current.CancellationToken);
        var file = source.Entries.Single(entry => entry.Relative == "d/passwd");
        using (var before = file.Open!())
            Assert.Equal("public", new StreamReader(before).ReadToEnd());
        Exchange();

        Assert.Throws<FileNotFoundException>(() => file.Open!());
    }

    [Fact]
    public void OpenBelow_WayLeadsOutside_IsNotThere()
    {
        Directory.CreateDirectory(Path.Combine(Outside, "deep"));
        Directory.CreateDirectory(Path.Combine(Root, "d", "deep"));
        SafeFile.OpenBelow(Root, Path.Combine(Root, "d", "deep")).Dispose();
        SafeFile.OpenBelow("/", Path.Combine(Root, "d", "deep")).Dispose();
        Exchange();

        Assert.Throws<FileNotFoundException>(() => SafeFile.OpenBelow(Root, Path.Combine(Root, "d")));
        Assert.Throws<FileNotFoundException>(() => SafeFile.OpenBelow(Root, Path.Combine(Root, "d", "deep")));
        Assert.Throws<FileNotFoundException>(() => SafeFile.OpenBelow(Path.Combine(Root, "d"), Outside));
    }

    void Exchange()
    {
        Directory.Delete(Path.Combine(Root, "d"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(Root, "d"), Outside);
    }
}
