using System.Diagnostics;
using System.Net.Sockets;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.AddResource;

public sealed class StageTreeTests
{
    [Fact]
    public async Task Execute_Folder_TakesWhatTheFilterTakesAndNoSummaries()
    {
        using var lab = StageLabs.StageFolder(c => c with
        {
            IgnoreDirs = ["node_modules"],
            Include = ["*.md", "*.txt"],
            Exclude = ["draft*"],
        });
        foreach (var path in (string[])
            ["a.md", "b/c.txt", "b/x.bin", "b/draft1.md", "node_modules/m.md", ".abstract.md", "b/.overview.md",
                "c/.abstract.md/x.md"])
            lab.WithImport("docs/" + path);

        await lab.Done();

        Assert.Equal(["a.md", "b/c.txt"], lab.StagedFiles());
    }

    [Fact]
    public async Task Execute_MoreFilesThanAreSyncedOneByOne_StagesAll()
    {
        using var lab = StageLabs.StageFolder();
        for (var i = 0; i < 70; i++)
            lab.WithImport($"docs/{i:00}.md");

        await lab.Done();

        Assert.Equal(70, lab.StagedFiles().Count);
    }

    [Theory]
    [InlineData("docs/file.md", "guide.md")]
    [InlineData("docs/file.md", "cafe\u0301.md")]
    public async Task Execute_SingleFile_IsADirectoryWithTheFileInNormalFormC(string path, string name)
    {
        using var lab = StageLabs.StageFolder(c => c with { Path = c.Path![..^4] + path, Name = name });
        lab.WithImport(path);

        await lab.Done();

        Assert.Equal([name.Normalize()], lab.StagedFiles());
    }

    [Theory]
    [InlineData("../docs", ErrorCode.PermissionDenied)]
    [InlineData("../fs", ErrorCode.PermissionDenied)]
    [InlineData("out", ErrorCode.PermissionDenied)]
    [InlineData("none", ErrorCode.NotFound)]
    [InlineData("/etc", ErrorCode.PermissionDenied)]
    [InlineData("/none", ErrorCode.PermissionDenied)]
    [InlineData("/dev/null", ErrorCode.PermissionDenied)]
    public async Task Execute_PathThatMayNotBeRead_IsRefused(string path, string code)
    {
        using var lab = StageLabs.StageFolder();
        lab.With("resources/a.md");
        File.CreateSymbolicLink(Path.Combine(lab.Import, "out"), "/etc");
        lab.Command = (StageTree)lab.Command with { Path = Path.Combine(lab.Import, path) };

        Assert.Equal(code, (await lab.Refused()).Code);
    }

    [Fact]
    public async Task Execute_RelativePath_IsRefused()
    {
        using var lab = StageLabs.StageFolder(c => c with { Path = "docs" });

        Assert.Equal(ErrorCode.InvalidArgument, (await lab.Refused()).Code);
    }

    [Theory]
    [InlineData("link out")]
    [InlineData("link inside")]
    [InlineData("socket")]
    [InlineData("fifo")]
    [InlineData("reserved")]
    [InlineData("backslash")]
    public async Task Execute_FolderWithWhatIsNoFile_IsRefusedByNameBeforeAnythingIsWritten(string what)
    {
        using var lab = StageLabs.StageFolder().WithImport("docs/a.md");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var name = MakeOdd(Path.Combine(lab.Import, "docs"), what, socket);

        var reason = await lab.Refused();

        Assert.Equal(ErrorCode.InvalidArgument, reason.Code);
        Assert.Equal(name, reason.Details!["entry"]);
        Assert.True(lab.LeftNothing());
    }

    [Theory]
    [InlineData(3, long.MaxValue, "3 files and folders")]
    [InlineData(100, 10L, "10 bytes")]
    public async Task Execute_FolderOverALimit_IsRefusedWithTheLimit(int filesMax, long bytesMax, string limit)
    {
        using var lab = StageFolder(options => new()
        {
            Root = options.Root,
            ImportRoots = options.ImportRoots,
            FilesMax = filesMax,
            UnpackedBytesMax = bytesMax,
        });
        for (var i = 0; i < 4; i++)
            lab.WithImport($"docs/{i}.md");

        var reason = await lab.Refused();

        Assert.Equal(ErrorCode.ResourceExhausted, reason.Code);
        Assert.Contains($"the limit of {limit}.", reason.Message, StringComparison.Ordinal);
        Assert.True(lab.LeftNothing());
    }

    [Theory]
    [InlineData("a/b/c.md", "a/b/c/d.md", "is deeper than 3 levels")]
    [InlineData("1234567.md", "12345678.md", "has a name of more than 10 bytes")]
    [InlineData("\u00e9\u00e9\u00e97.md", "\u00e9\u00e9\u00e978.md", "has a name of more than 10 bytes")]
    [InlineData("1234567890/a.md", "12345678901/a.md", "has a name of more than 10 bytes")]
    public async Task Execute_PathAtItsLimit_IsStagedAndAboveRefusedWithTheLimit(string at, string above, string limit)
    {
        using var lab = StageFolder(options => new()
        {
            Root = options.Root,
            ImportRoots = options.ImportRoots,
            DepthMax = 3,
            NameBytesMax = 10,
        });
        lab.WithImport("docs/" + at);
        await lab.Done();
        Assert.Equal([at], lab.StagedFiles());

        lab.Id = lab.Id with { Step = 1 };
        lab.WithImport("docs/" + above);
        var reason = await lab.Refused();

        Assert.Equal(ErrorCode.InvalidArgument, reason.Code);
        Assert.EndsWith($"' {limit}.", reason.Message, StringComparison.Ordinal);
        Assert.True(lab.LeftNothing());
    }

    static TreeLab StageFolder(Func<FileTreeOptions, FileTreeOptions> options)
    {
        var lab = StageLabs.Stage(new StageTree { Account = TreeLab.Account, Name = "docs" }, options);
        lab.Command = (StageTree)lab.Command with { Path = Path.Combine(lab.Import, "docs") };
        return lab;
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".sagas")]
    [InlineData(".overview.md")]
    [InlineData("")]
    public async Task Execute_ContentWithABadName_IsRefused(string name)
    {
        using var lab = StageLabs.StageContent(name, "text");

        Assert.Equal(ErrorCode.InvalidArgument, (await lab.Refused()).Code);
    }

    [Fact]
    public async Task Execute_WithAnAttemptLeftByACrash_StartsAnew()
    {
        using var lab = StageLabs.StageFolder().WithImport("docs/a.md").WithImport("docs/b.md");
        await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Execute(new FailAt(1)));
        var half = Path.Combine(lab.Paths.HomeOf(lab.Id), "open", "staging.half", "tree");
        Directory.CreateDirectory(half);
        File.WriteAllText(Path.Combine(half, "torn.md"), "to");

        await lab.Done();

        Assert.Equal(["a.md", "b.md"], lab.StagedFiles());
    }

    [Fact]
    public async Task Execute_UploadOfAnotherAccount_IsNotFound()
    {
        using var lab = StageLabs.StageUpload([1], account: "other");

        Assert.Equal(ErrorCode.NotFound, (await lab.Refused()).Code);
    }

    static string MakeOdd(string folder, string what, Socket socket)
    {
        switch (what)
        {
            case "link out":
                File.CreateSymbolicLink(Path.Combine(folder, "z"), "/etc/passwd");
                return "z";
            case "link inside":
                File.CreateSymbolicLink(Path.Combine(folder, "z"), "a.md");
                return "z";
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "z")));
                return "z";
            case "fifo":
                return MakeFifo(folder, "z");
            default:
                var name = what == "reserved" ? ".SAGAS" : "a\\b";
                File.WriteAllText(Path.Combine(folder, name), "content");
                return name;
        }
    }

    static string MakeFifo(string folder, string name)
    {
        using var process = Process.Start("mkfifo", [Path.Combine(folder, name)]);
        process.WaitForExit();
        return name;
    }
}
